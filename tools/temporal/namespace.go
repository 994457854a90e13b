package main

import (
	"context"
	"fmt"
	"time"

	enums "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/operatorservice/v1"
	"go.temporal.io/api/workflowservice/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"
)

// pollEvery is the pause between two looks at something that becomes true by itself.
const pollEvery = 100 * time.Millisecond

// searchAttributes are what an operator may list cases by. None of them may ever name a person.
var searchAttributes = map[string]enums.IndexedValueType{
	"Stage":        enums.INDEXED_VALUE_TYPE_KEYWORD,
	"Jurisdiction": enums.INDEXED_VALUE_TYPE_KEYWORD,
	"NextDeadline": enums.INDEXED_VALUE_TYPE_DATETIME,
}

// prepareNamespace registers the namespace and its search attributes where they are missing, and
// returns when a client can use both.
func prepareNamespace(ctx context.Context, opts options) error {
	ctx, cancel := context.WithTimeout(ctx, readyLimit)
	defer cancel()
	conn, err := grpc.NewClient(opts.listen, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return fmt.Errorf("connecting to the frontend: %w", err)
	}
	defer conn.Close()
	frontend, operator := workflowservice.NewWorkflowServiceClient(conn), operatorservice.NewOperatorServiceClient(conn)

	steps := []struct {
		doing string
		try   func() error
	}{
		{"registering the namespace", func() error { return register(ctx, frontend, opts) }},
		{"adding the search attributes", func() error { return addAttributes(ctx, operator, opts.namespace) }},
		{"waiting for the search attributes", func() error { return probe(ctx, frontend, opts.namespace) }},
	}
	for _, step := range steps {
		if err := retry(ctx, step.try); err != nil {
			return fmt.Errorf("%s: %w", step.doing, err)
		}
	}
	return nil
}

// register makes the namespace. One that is there keeps the retention it has.
func register(ctx context.Context, frontend workflowservice.WorkflowServiceClient, opts options) error {
	_, err := frontend.RegisterNamespace(ctx, &workflowservice.RegisterNamespaceRequest{
		Namespace:                        opts.namespace,
		WorkflowExecutionRetentionPeriod: durationpb.New(opts.retention),
	}, grpc.WaitForReady(true))
	if status.Code(err) == codes.AlreadyExists {
		return nil
	}
	return err
}

// addAttributes adds the search attributes that the namespace lacks.
func addAttributes(ctx context.Context, operator operatorservice.OperatorServiceClient, namespace string) error {
	have, err := operator.ListSearchAttributes(ctx, &operatorservice.ListSearchAttributesRequest{Namespace: namespace})
	if err != nil {
		return err
	}
	missing := map[string]enums.IndexedValueType{}
	for name, kind := range searchAttributes {
		if _, ok := have.GetCustomAttributes()[name]; !ok {
			missing[name] = kind
		}
	}
	if len(missing) == 0 {
		return nil
	}
	_, err = operator.AddSearchAttributes(ctx, &operatorservice.AddSearchAttributesRequest{Namespace: namespace, SearchAttributes: missing})
	return err
}

// probe asks a question that needs every service, the namespace and all search attributes.
func probe(ctx context.Context, frontend workflowservice.WorkflowServiceClient, namespace string) error {
	_, err := frontend.CountWorkflowExecutions(ctx, &workflowservice.CountWorkflowExecutionsRequest{
		Namespace: namespace,
		Query:     "Stage = 'none' AND Jurisdiction = 'none' AND NextDeadline IS NULL",
	})
	return err
}

// retry repeats a step until it succeeds or ctx ends: caches of the fresh server lag a moment behind.
func retry(ctx context.Context, try func() error) error {
	for {
		err := try()
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(pollEvery):
		}
	}
}
