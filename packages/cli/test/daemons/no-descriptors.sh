bash -c 'exec 59>&-; setsid sh stay.sh "$0" &' "$1"
