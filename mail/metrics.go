package mail

import (
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

// What can become of an attempt to send a letter.
const (
	sent      = "sent"      // the provider has taken it
	inTray    = "tray"      // laid in the local tray
	refused   = "refused"   // the provider will never take it
	retried   = "retried"   // put back for a later attempt
	unsettled = "unsettled" // may have been taken, could not be noted
	broken    = "broken"    // could not be written
)

// attempts counts attempts by letter code and what became of them.
var attempts = promauto.NewCounterVec(prometheus.CounterOpts{
	Name: "recourse_letter_attempts_total",
	Help: "Attempts to send a letter, by code and result (sent, tray, refused, retried, unsettled, broken). " +
		"Worry about any refused or broken letter, since somebody is not told what they are owed; about retried growing " +
		"for an hour, since the provider is away; about unsettled, since a letter may have gone out twice.",
}, []string{"code", "result"})

// underway is how many claimed letters are being worked on.
var underway = promauto.NewGauge(prometheus.GaugeOpts{
	Name: "recourse_letters_underway",
	Help: "Letters claimed and being sent by this process. Worry when it stays at 8 for minutes: the provider hangs.",
})
