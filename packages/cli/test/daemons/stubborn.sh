sh -c '
  # Writes down that it was asked to end, and goes on.
  trap "echo asked >\"$0.asked\"" TERM
  cat /proc/$$/stat >"$0"
  count=0
  while [ $count -lt 300 ]; do
    sleep 0.1
    count=$((count + 1))
  done
' "$1" &
