package server

import (
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

// requests counts and times requests by route.
var requests = promauto.NewHistogramVec(prometheus.HistogramOpts{
	Name:    "recourse_http_request_seconds",
	Help:    "Time to answer a request, by method, route and status. Worry when answers of 5xx appear, or when filing (POST /api/v1/complaints) takes over 0.5 s.",
	Buckets: []float64{.002, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
}, []string{"method", "route", "status"})

// methods are the methods that are counted by name; a caller can make up others.
var methods = map[string]bool{"GET": true, "HEAD": true, "POST": true, "PUT": true, "PATCH": true, "DELETE": true, "OPTIONS": true}

// knownMethod returns the method of a request if it is one that we name.
func knownMethod(method string) string {
	if methods[method] {
		return method
	}
	return "other"
}

func observe(method, route string, status int, took time.Duration) {
	requests.WithLabelValues(method, route, strconv.Itoa(status)).Observe(took.Seconds())
}
