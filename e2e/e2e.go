// Package e2e tests the whole of Recourse as people run it: the built program,
// a real Temporal, a real PostgreSQL, each in a process that can be killed. It
// holds tests only. They start installations of their own, with ports and
// directories of their own, and look at them from outside: through the API, in
// the database, in Temporal's histories and in the logs.
package e2e
