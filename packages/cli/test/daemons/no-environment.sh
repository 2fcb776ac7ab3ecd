env -i setsid sh stay.sh "$1" &
