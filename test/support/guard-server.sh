# Owns the folder it is started in. Standard input brings two lines, a command that prepares a server and the server
# itself, which then runs until standard input ends; in the end the folder is removed. The other end of that pipe is
# the test run: the kernel closes it however the run ends, a kill -9 included, so that nothing outlives the tests.
exec 3<&0
# TERM is sent to the whole group below, this shell included; PIPE comes when nobody is left to be told something.
trap : TERM PIPE
# A preparation is not interrupted, since initdb would leave shared memory behind; but then somebody has to be there.
if read -r prepare <&3 && read -r serve <&3 && sh -c "$prepare" </dev/null >server.log 2>&1 && echo prepared; then
  sh -c "exec $serve" </dev/null >>server.log 2>&1 &
  server=$!
  # PostgreSQL waits for its clients after SIGTERM, not after SIGINT; MySQL knows SIGTERM only.
  { trap : TERM; cat; kill -s INT "$server"; kill -s TERM 0; sleep 20; kill -s KILL 0; } <&3 >/dev/null &
  while kill -0 "$server" 2>/dev/null; do wait "$server"; done
fi
grep -siE 'error|fatal' server.log | tail -n 3 >&2
rm -rf "$PWD"
kill -s KILL 0
