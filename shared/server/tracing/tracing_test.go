package tracing

import (
	"bytes"
	"context"
	"encoding/hex"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	traces "go.opentelemetry.io/proto/otlp/trace/v1"

	"berth/shared/server/span"
	"berth/shared/server/tracing/tracingtest"
	"berth/shared/server/trail"
)

var silent = slog.New(slog.NewTextHandler(io.Discard, nil))

const given = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

// TestTrace: a request's span has its parent's trace and the request's id; what is asked for it is below it and takes the trace along.
func TestTrace(t *testing.T) {
	r := tracingtest.Start(t)
	tracer, err := Open(t.Context(), Settings{Endpoint: r.URL + "/"}, "berth-test", "v1", silent)
	if err != nil {
		t.Fatal(err)
	}
	var seen []string
	chain := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) { seen = append(seen, q.Header.Get("Traceparent")) }))
	defer chain.Close()

	ctx, way, s := tracer.Server(t.Context(), "POST", "/v1/greet", trail.Trail{Request: "REQ1", Parent: given})
	if way.Request != "REQ1" || way.Parent == given || way.Parent[:35] != given[:35] || trail.From(ctx) != way {
		t.Errorf("it goes on as %+v", way)
	}
	post := func(ctx context.Context, body string) {
		q, err := http.NewRequestWithContext(ctx, "POST", chain.URL+"/secret-key?token=secret", bytes.NewReader([]byte(body)))
		if err != nil {
			t.Fatal(err)
		}
		resp, err := span.RPC(http.DefaultTransport).RoundTrip(q)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
	}
	post(ctx, `{"jsonrpc":"2.0","id":1,"method":"eth_call","params":["0xsecret"]}`)
	post(t.Context(), `{"method":"eth_none"}`) // for no request
	s.Status(503)
	post(span.Detach(ctx), `[{"method":"eth_call"}]`) // after its end
	tracer.Close()

	all := r.All()
	byName := map[string]*traces.Span{}
	for _, x := range all {
		byName[x.Name] = x.Span
	}
	server, call, batch := byName["POST /v1/greet"], byName["eth_call"], byName["batch"]
	if len(all) != 3 || server == nil || call == nil || batch == nil {
		t.Fatalf("got %v", all)
	}
	if got := hex.EncodeToString(server.TraceId) + "-" + hex.EncodeToString(server.ParentSpanId); got != given[3:52] {
		t.Errorf("its parent is %s", got)
	}
	for _, x := range []*traces.Span{call, batch} {
		if !bytes.Equal(x.ParentSpanId, server.SpanId) || x.Kind != traces.Span_SPAN_KIND_CLIENT {
			t.Errorf("%s: not below the request", x.Name)
		}
	}
	if want := "berth.request.id=REQ1 http.request.method=POST http.response.status_code=503 http.route=/v1/greet"; tracingtest.Said(server.Attributes) != want {
		t.Errorf("it says %s", tracingtest.Said(server.Attributes))
	}
	if server.Status.Code != traces.Status_STATUS_CODE_ERROR || server.Kind != traces.Span_SPAN_KIND_SERVER {
		t.Errorf("status %v", server.Status)
	}
	if len(seen) != 3 || seen[0] != "00-"+given[3:35]+"-"+hex.EncodeToString(call.SpanId)+"-01" || seen[1] != "" {
		t.Errorf("the endpoint sees %q", seen)
	}
	if about := all[0].About; !strings.Contains(about, "service.name=berth-test service.version=v1") || r.Paths()[0] != "/v1/traces" {
		t.Errorf("it says of itself %s, at %s", about, r.Paths())
	}
	for _, x := range all {
		if strings.Contains(x.String(), "secret") || strings.Contains(x.String(), "127.0.0.1") {
			t.Errorf("it tells too much: %s", x)
		}
	}
}

// TestOff: without a collector nothing is made, and all goes on as it came.
func TestOff(t *testing.T) {
	for name, set := range map[string][2]string{"nothing": {"", ""}, "the SDK is off": {"OTEL_SDK_DISABLED", "true"}, "no exporter": {"OTEL_TRACES_EXPORTER", "none"}} {
		s := Settings{}
		if set[0] != "" {
			t.Setenv(set[0], set[1])
			s.Endpoint = "http://localhost:1"
		}
		tracer, err := Open(t.Context(), s, "x", "", silent)
		if err != nil || tracer != nil {
			t.Fatalf("%s: %v, %v", name, tracer, err)
		}
		way := trail.Trail{Request: "R", Parent: given}
		ctx, on, x := tracer.Server(t.Context(), "GET", "/", way)
		if ctx != t.Context() || on != way || x != nil {
			t.Errorf("%s: it goes on as %+v", name, on)
		}
		x.Route("GET", "/")
		x.Status(200)
		tracer.Close()
		if set[0] != "" {
			t.Setenv(set[0], "")
		}
	}
}

// TestCheck: what cannot be done is refused at the start.
func TestCheck(t *testing.T) {
	for _, bad := range []string{"localhost:4318", "grpc://localhost:4317", "http://user:secret@localhost", "http://", "http://localhost?key=1"} {
		if (Settings{Endpoint: bad}).Check() == nil {
			t.Errorf("%q is taken", bad)
		}
	}
	for name, value := range map[string]string{"OTEL_TRACES_SAMPLER": "jaeger_remote", "OTEL_TRACES_SAMPLER_ARG": "2", "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("OTEL_TRACES_SAMPLER", "traceidratio")
			t.Setenv(name, value)
			if (Settings{Endpoint: "http://localhost:4318"}).Check() == nil {
				t.Error("it is taken")
			}
		})
	}
}

// TestSampling: of traces a part is kept, and no stranger's word makes it more.
func TestSampling(t *testing.T) {
	t.Setenv("OTEL_TRACES_SAMPLER", "traceidratio")
	t.Setenv("OTEL_TRACES_SAMPLER_ARG", "0")
	r := tracingtest.Start(t)
	tracer, err := Open(t.Context(), Settings{Endpoint: r.URL}, "x", "", silent)
	if err != nil {
		t.Fatal(err)
	}
	ctx, way, s := tracer.Server(t.Context(), "GET", "/", trail.Trail{Request: "R", Parent: given})
	if s != nil || !strings.HasSuffix(way.Parent, "-00") {
		t.Errorf("a stranger has it kept: it goes on as %s", way.Parent)
	}
	if _, c := span.Client(ctx, "x"); c != nil {
		t.Error("what is asked for it is kept")
	}
	tracer.Close()
	if n := len(r.All()); n != 0 {
		t.Errorf("%d spans came", n)
	}
}

// TestCollectorAway: who cannot send holds nobody up, at the end for a few seconds at most, and holds no more than its queue.
func TestCollectorAway(t *testing.T) {
	hangs := make(chan struct{})
	away := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-hangs }))
	defer away.Close()
	defer close(hangs)
	tracer, err := Open(t.Context(), Settings{Endpoint: away.URL}, "x", "", silent)
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	for range 5 * queue {
		_, _, s := tracer.Server(t.Context(), "GET", "/", trail.Trail{Request: "R"})
		s.Status(200)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("the requests took %s", took)
	}
	began = time.Now()
	tracer.Close()
	if took := time.Since(began); took > closeTime+3*time.Second {
		t.Errorf("the end took %s", took)
	}
}

func BenchmarkServer(b *testing.B) {
	way := trail.Trail{Request: "R", Parent: given}
	r := tracingtest.Start(b)
	on, err := Open(b.Context(), Settings{Endpoint: r.URL}, "x", "", silent)
	if err != nil {
		b.Fatal(err)
	}
	defer on.Close()
	for name, tracer := range map[string]*Tracer{"off": nil, "on": on} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ctx, _, s := tracer.Server(b.Context(), "GET", "/v1/greet", way)
				_, c := span.Client(ctx, "eth_call")
				c.End(false)
				s.Status(200)
			}
		})
	}
}
