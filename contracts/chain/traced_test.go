package chain

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"berth/shared/server/tracing"
	"berth/shared/server/tracing/tracingtest"
	"berth/shared/server/trail"
)

// TestTraced: what the chain is asked for a request with a trace has a span with the method's name, and takes the trace along; other questions have none.
func TestTraced(t *testing.T) {
	collector := tracingtest.Start(t)
	tracer, err := tracing.Open(t.Context(), tracing.Settings{Endpoint: collector.URL}, "x", "", slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		t.Fatal(err)
	}
	var parents []string
	endpoint := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		parents = append(parents, r.Header.Get(trail.ParentHeader))
		w.Header().Set("Content-Type", "application/json")
		io.WriteString(w, `{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"no"}}`)
	}))
	defer endpoint.Close()
	c, err := Dial(t.Context(), endpoint.URL+"/v3/a-secret-key", Addresses{})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	ctx, _, s := tracer.Server(t.Context(), "GET", "/api/orders/{id}", trail.Trail{Request: "R"})
	_, _ = c.Head(ctx) // it is refused, which is nothing here
	_, _ = c.Logs(ctx, 1, 1)
	_, _ = c.Head(t.Context())
	s.Status(200)
	tracer.Close()
	var names []string
	for _, x := range collector.All() {
		names = append(names, x.Name)
		if strings.Contains(x.String(), "secret") {
			t.Errorf("%s tells the endpoint's key", x.Name)
		}
	}
	if len(names) != 3 || names[0] != "eth_getBlockByNumber" || names[1] != "eth_getLogs" || len(parents) != 3 || parents[0] == "" || parents[1] == "" || parents[2] != "" {
		t.Errorf("spans %q, traceparents %q", names, parents)
	}
}
