nohup sh stay.sh "$1" >/dev/null 2>&1 &
