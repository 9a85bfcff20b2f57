// Package tracingtest has a collector of traces for tests, which decodes what it is sent by OTLP.
package tracingtest

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	collector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	common "go.opentelemetry.io/proto/otlp/common/v1"
	traces "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"
)

// Span is one that came, with what its sender says of itself.
type Span struct {
	*traces.Span
	About string // the sender's attributes, as Said gives them
}

// Receiver is a collector at URL.
type Receiver struct {
	*httptest.Server
	mu    sync.Mutex
	spans []Span
	paths []string
}

// Start starts one.
func Start(t testing.TB) *Receiver {
	t.Helper()
	r := &Receiver{}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		body := io.Reader(q.Body)
		if q.Header.Get("Content-Encoding") == "gzip" {
			z, err := gzip.NewReader(q.Body)
			if err != nil {
				t.Error(err)
				return
			}
			body = z
		}
		raw, err := io.ReadAll(body)
		if err != nil {
			t.Error(err)
			return
		}
		var m collector.ExportTraceServiceRequest
		if err := proto.Unmarshal(raw, &m); err != nil {
			t.Error(err)
			return
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		r.paths = append(r.paths, q.URL.Path)
		for _, s := range m.ResourceSpans {
			about := Said(s.Resource.Attributes)
			for _, x := range s.ScopeSpans {
				for _, one := range x.Spans {
					r.spans = append(r.spans, Span{one, about})
				}
			}
		}
		w.Header().Set("Content-Type", "application/x-protobuf")
	}))
	t.Cleanup(r.Close)
	return r
}

// All are the spans that came.
func (r *Receiver) All() []Span {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.spans)
}

// Paths are where it was asked.
func (r *Receiver) Paths() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.paths)
}

// Said are attributes as text.
func Said(list []*common.KeyValue) string {
	var all []string
	for _, kv := range list {
		v := kv.Value.GetStringValue()
		if v == "" {
			v = fmt.Sprint(kv.Value.GetIntValue())
		}
		all = append(all, kv.Key+"="+v)
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}
