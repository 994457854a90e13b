package main

import (
	"context"
	"log/slog"

	"recourse/cmd/recourse/bench"
	"recourse/server"
	"recourse/ui"
)

// portal measures the pages of residents: how fast they are drawn with many cases
// stored, and how fast complaints are filed through the form. The front stands on a
// database of its own, with sessions in it as in any installation.
func (b *benchCmd) portal(ctx context.Context, o bench.Options) error {
	address, err := benchDatabase(ctx, o)
	if err != nil {
		return err
	}
	db, err := benchStore(ctx, address, nil)
	if err != nil {
		return err
	}
	defer db.Close()
	ctx, cancel := context.WithCancel(ctx) // the front ends before its record is closed
	defer cancel()
	sessions, err := (&serverCmd{pace: pace{Dev: true}}).sessions(ctx, db)
	if err != nil {
		return err
	}
	service, err := benchService(ctx, db, sessions)
	if err != nil {
		return err
	}
	pages, err := ui.New(ui.Options{Service: service, Sessions: sessions, Dev: true})
	if err != nil {
		return err
	}
	front, err := server.New(server.Options{Service: service, Log: slog.New(slog.DiscardHandler), Pages: pages.Mount, ErrorPage: pages.Error})
	if err != nil {
		return err
	}
	watch := &bench.Watch{}
	where, err := listenBench(ctx, watch.Around(front))
	if err != nil {
		return err
	}
	o.DB = db.DB()
	return o.Portal(ctx, where, watch, func(ctx context.Context) error { return index(ctx, db) })
}
