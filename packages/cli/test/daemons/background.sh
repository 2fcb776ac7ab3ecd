sh stay.sh "$1" &
