package main

import (
	"fmt"
	"net"
	"strconv"
	"time"

	"go.temporal.io/server/common/authorization"
	"go.temporal.io/server/common/cluster"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/dynamicconfig"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/membership/static"
	"go.temporal.io/server/common/primitives"
	"go.temporal.io/server/temporal"
)

const (
	// historyShards is fixed for the life of the databases. Four keep two cores busy.
	historyShards = 4
	// storeConns and visibilityConns are the most connections to the two databases. All services
	// of the process share them.
	storeConns, visibilityConns = 8, 2
	// clusterName is the name the server gives itself; it is stored and cannot change.
	clusterName = "active"
)

// tuning departs from the server's defaults, which are made for machines that do nothing else. Static
// configuration: a change needs a restart.
var tuning = dynamicconfig.StaticClient{
	// A timer may fire late by as much as this. The default of a second is felt when a legal day
	// is rehearsed in a second.
	dynamicconfig.TimerProcessorMaxTimeShift.Key(): 10 * time.Millisecond,
	// How often a shard may look for due work in its queues, per second. The defaults of 20 delay a
	// timer by a third of a second as soon as a few cases move at once.
	dynamicconfig.TimerProcessorMaxPollRPS.Key():    200,
	dynamicconfig.TransferProcessorMaxPollRPS.Key(): 200,
	// One partition per task queue: with one process more of them only scatter tasks and pollers.
	dynamicconfig.MatchingNumTaskqueueReadPartitions.Key():  1,
	dynamicconfig.MatchingNumTaskqueueWritePartitions.Key(): 1,
	// Caches, in runs and in bytes: a complaint sleeps for weeks, so what is cached is seldom used.
	dynamicconfig.HistoryCacheHostLevelMaxSize.Key():     512,
	dynamicconfig.HistoryCacheTTL.Key():                  5 * time.Minute,
	dynamicconfig.EnableHostLevelEventsCache.Key():       true,
	dynamicconfig.EventsHostLevelCacheMaxSizeBytes.Key(): 8 << 20,
	dynamicconfig.EventsCacheTTL.Key():                   5 * time.Minute,
	dynamicconfig.XDCCacheMaxSizeBytes.Key():             1 << 20,
	dynamicconfig.WorkerStickyCacheSize.Key():            64,
	// Namespace and search attributes are seen soon after they are made.
	dynamicconfig.NamespaceCacheRefreshInterval.Key(): time.Second,
}

// newServer builds the server with all four services in this process. It does not start it.
func newServer(db database, opts options) (temporal.Server, error) {
	host, port, err := splitAddress(opts.listen)
	if err != nil {
		return nil, err
	}
	ports, err := freePorts(host, 3)
	if err != nil {
		return nil, err
	}
	// Hosts are static: a gossip ring of one would only remember the dead process of the last start.
	hosts := map[primitives.ServiceName]static.Hosts{}
	cfg := configuration(db, opts.prefix, opts.listen)
	for name, port := range map[primitives.ServiceName]int{
		primitives.FrontendService: port,
		primitives.HistoryService:  ports[0],
		primitives.MatchingService: ports[1],
		primitives.WorkerService:   ports[2],
	} {
		cfg.Services[string(name)] = config.Service{RPC: config.RPC{GRPCPort: port, BindOnIP: host}}
		hosts[name] = static.SingleLocalHost(net.JoinHostPort(host, strconv.Itoa(port)))
	}
	srv, err := temporal.NewServer(
		temporal.WithConfig(cfg),
		temporal.ForServices(temporal.DefaultServices),
		temporal.WithStaticHosts(hosts),
		temporal.WithDynamicConfigClient(tuning),
		temporal.WithLogger(log.NewZapLogger(log.BuildZapLogger(log.Config{Level: "warn"}))),
		temporal.WithAuthorizer(authorization.NewNoopAuthorizer()),
		temporal.WithClaimMapper(func(*config.Config) authorization.ClaimMapper { return authorization.NewNoopClaimMapper() }),
	)
	if err != nil {
		return nil, fmt.Errorf("building the server: %w", err)
	}
	return srv, nil
}

// configuration is everything but the ports of the services.
func configuration(db database, prefix, frontend string) *config.Config {
	return &config.Config{
		Persistence:     persistence(db, prefix),
		ClusterMetadata: clusterMetadata(frontend),
		Services:        map[string]config.Service{},
		PublicClient:    config.PublicClient{HostPort: frontend},
		Archival: config.Archival{
			History:    config.HistoryArchival{State: config.ArchivalDisabled},
			Visibility: config.VisibilityArchival{State: config.ArchivalDisabled},
		},
		NamespaceDefaults: config.NamespaceDefaults{Archival: config.ArchivalNamespaceDefaults{
			History:    config.HistoryArchivalNamespaceDefaults{State: config.ArchivalDisabled},
			Visibility: config.VisibilityArchivalNamespaceDefaults{State: config.ArchivalDisabled},
		}},
	}
}

// persistence points both stores at the two databases.
func persistence(db database, prefix string) config.Persistence {
	return config.Persistence{
		DefaultStore:     "default",
		VisibilityStore:  "visibility",
		NumHistoryShards: historyShards,
		DataStores: map[string]config.DataStore{
			"default":    {SQL: db.config(prefix, storeConns)},
			"visibility": {SQL: db.config(prefix+"_visibility", visibilityConns)},
		},
	}
}

// clusterMetadata describes a cluster of one that replicates to nobody.
func clusterMetadata(frontend string) *cluster.Config {
	return &cluster.Config{
		FailoverVersionIncrement: 10,
		MasterClusterName:        clusterName,
		CurrentClusterName:       clusterName,
		ClusterInformation: map[string]cluster.ClusterInformation{
			clusterName: {Enabled: true, InitialFailoverVersion: 1, RPCAddress: frontend},
		},
	}
}

// splitAddress takes the frontend's address apart and refuses one that the network could reach: the
// server asks nobody who they are.
func splitAddress(listen string) (string, int, error) {
	addr, err := net.ResolveTCPAddr("tcp", listen)
	if err != nil {
		return "", 0, fmt.Errorf("reading the listen address: %w", err)
	}
	if !addr.IP.IsLoopback() {
		return "", 0, fmt.Errorf("listen address %s is not a loopback address", listen)
	}
	return addr.IP.String(), addr.Port, nil
}

// freePorts finds n ports of the host that nobody listens on.
func freePorts(host string, n int) ([]int, error) {
	var ports []int
	for range n {
		l, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
		if err != nil {
			return nil, fmt.Errorf("looking for a free port: %w", err)
		}
		defer l.Close()
		ports = append(ports, l.Addr().(*net.TCPAddr).Port)
	}
	return ports, nil
}
