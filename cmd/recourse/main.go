// Command recourse is the whole program in one binary: web server, worker, local
// engine, rehearsal and the tools of its operators. It reads the configuration
// and introduces the rooms to each other; no rule lives here.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// cli is every command. Each setting is a flag and an environment variable.
type cli struct {
	Up          upCmd          `cmd:"" help:"Start everything on this machine: PostgreSQL, Temporal, web server and worker."`
	Local       localCmd       `cmd:"" help:"Start PostgreSQL and Temporal, run a command against them, and stop them."`
	Server      serverCmd      `cmd:"" help:"Run the web server: pages and API."`
	Worker      workerCmd      `cmd:"" help:"Run the worker: cases, dispatcher and post."`
	Migrate     migrateCmd     `cmd:"" help:"Bring the database schema up to this release."`
	Rehearse    rehearseCmd    `cmd:"" help:"Drive sample complaints down the whole path and compare every step with the rulebook."`
	Law         lawCmd         `cmd:"" help:"Show and check the law: packs, periods, dates."`
	Staff       staffCmd       `cmd:"" help:"Manage the people of the office."`
	Access      accessCmd      `cmd:"" help:"Print who may call which route, as Markdown."`
	Token       tokenCmd       `cmd:"" help:"Manage bearer tokens for programs."`
	Key         keyCmd         `cmd:"" help:"Make and rotate the master key that wraps the keys of cases."`
	Renew       renewCmd       `cmd:"" help:"Ask every running case to continue on this release."`
	Bench       benchCmd       `cmd:"" help:"Measure this installation beside bare Temporal and print ratios as JSON lines."`
	Audit       auditCmd       `cmd:"" help:"Verify the record: chains of events, checkpoints."`
	Certificate certificateCmd `cmd:"" help:"Certify the timeliness of a case, and verify such a certificate."`
	Words       wordsCmd       `cmd:"" help:"Help translators: what a language lacks."`
	Health      healthCmd      `cmd:"" help:"Ask a server whether it is well; for container health checks."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var c cli
	k := kong.Parse(&c, kong.Name("recourse"), kong.UsageOnError(),
		kong.Description("Runs privacy complaints from the day they are received to a binding award."),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.BindTo(terminal(os.Stdout), (*io.Writer)(nil)))
	k.FatalIfErrorf(k.Run())
}
