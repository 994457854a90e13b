// Package law is the rulebook as data and pure functions: the packs with their
// periods, the counting of days, the table of transitions, the ladders of
// reminders, the guards and bars of arbitration and the authorities. A Case is
// a value; Receive, Apply and Wake turn one value into the next and say what
// happened. The package does no I/O, reads no clock and knows neither Temporal
// nor a database, so the same rules serve the workflow, the API, the pages, the
// tests and a simulation.
package law
