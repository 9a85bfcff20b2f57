package store

import (
	"context"
	"sync"

	"go.mongodb.org/mongo-driver/v2/event"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"berth/shared/server/span"
)

// Option is how a database is spoken to.
type Option func(*options.ClientOptions)

// Traced has each command that is for a request with a trace have a span, with the command's name and the collection's, and nothing of what is in it.
func Traced() Option {
	var open sync.Map // request id → *span.Span; the ids are the driver's own, of all connections
	end := func(id int64, failed bool) {
		if s, ok := open.LoadAndDelete(id); ok {
			s.(*span.Span).End(failed)
		}
	}
	monitor := &event.CommandMonitor{
		Started: func(ctx context.Context, e *event.CommandStartedEvent) {
			what := []string{"db.system.name", "mongodb", "db.operation.name", e.CommandName}
			if name, ok := e.Command.Lookup(e.CommandName).StringValueOK(); ok {
				what = append(what, "db.collection.name", name)
			}
			if _, s := span.Client(ctx, e.CommandName, what...); s != nil {
				open.Store(e.RequestID, s)
			}
		},
		Succeeded: func(_ context.Context, e *event.CommandSucceededEvent) { end(e.RequestID, false) },
		Failed:    func(_ context.Context, e *event.CommandFailedEvent) { end(e.RequestID, true) },
	}
	return func(o *options.ClientOptions) { o.SetMonitor(monitor) }
}
