setsid sh stay.sh "$1" &
