(env -i setsid sh -c 'sh stay.sh "$0" $$ &' "$1" &)
