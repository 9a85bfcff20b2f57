// Package tracing sends OpenTelemetry traces by OTLP over HTTP, where that is set: of each request to an API, and of what was asked of others for
// it (gateways, the chain's endpoint, the database). Without a Tracer nothing is made and nothing is measured.
//
// What a span says is for package span, and little. Whether a trace is kept is decided here, by its id: what a stranger writes into traceparent can
// keep a trace from being sent, and cannot have more of them sent.
package tracing

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"berth/shared/server/span"
	"berth/shared/server/trail"
)

// Settings are flags; all else is set by OpenTelemetry's own variables: OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, …_HEADERS, …_TIMEOUT, …_CERTIFICATE,
// OTEL_TRACES_SAMPLER and …_ARG, OTEL_BSP_…, OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES, OTEL_SDK_DISABLED.
type Settings struct {
	Endpoint string `name:"otlp-endpoint" env:"OTEL_EXPORTER_OTLP_ENDPOINT" placeholder:"URL" help:"Collector of OpenTelemetry traces, such as http://localhost:4318, to which they are sent by OTLP over HTTP, at /v1/traces below it; none are made if empty. OpenTelemetry's own variables set the rest: headers, sampling, names."`
}

const (
	exportTime = 10 * time.Second // for a batch, further attempts included
	closeTime  = 5 * time.Second  // for what is left at the end
	queue      = 2048             // spans that wait; more are dropped
	batch      = 512
	every      = 5 * time.Second
	longest    = 128 // characters of a value
)

// Tracer makes traces. A nil one makes none. It is safe for concurrent use.
type Tracer struct {
	provider *sdk.TracerProvider
	tracer   trace.Tracer
}

// on reports whether traces are wanted.
func (s Settings) on() bool {
	if off, _ := strconv.ParseBool(os.Getenv("OTEL_SDK_DISABLED")); off || os.Getenv("OTEL_TRACES_EXPORTER") == "none" {
		return false
	}
	return s.Endpoint != "" || os.Getenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") != ""
}

// Check says what is wrong with settings.
func (s Settings) Check() error {
	for _, raw := range []string{s.Endpoint, os.Getenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")} {
		if raw == "" {
			continue
		}
		if u, err := url.Parse(raw); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.RawQuery != "" {
			return errors.New("must be http:// or https:// and a host, such as http://localhost:4318")
		}
	}
	if s.on() {
		if p := cmp.Or(os.Getenv("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"), os.Getenv("OTEL_EXPORTER_OTLP_PROTOCOL")); p != "" && p != "http/protobuf" {
			return fmt.Errorf("OTEL_EXPORTER_OTLP_PROTOCOL is %.40q: only http/protobuf is spoken", p)
		}
	}
	_, err := sampler()
	return err
}

// Open makes a Tracer, or none where none is wanted. That the collector is away is no error, then or later. service is what it is called where
// OTEL_SERVICE_NAME says nothing.
func Open(ctx context.Context, s Settings, service, version string, log *slog.Logger) (*Tracer, error) {
	if err := s.Check(); err != nil {
		return nil, fmt.Errorf("traces: %w", err)
	}
	if !s.on() {
		return nil, nil
	}
	options := []otlptracehttp.Option{otlptracehttp.WithRetry(otlptracehttp.RetryConfig{Enabled: true, InitialInterval: time.Second, MaxInterval: 5 * time.Second, MaxElapsedTime: exportTime})}
	if s.Endpoint != "" && os.Getenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") == "" {
		options = append(options, otlptracehttp.WithEndpointURL(strings.TrimSuffix(s.Endpoint, "/")+"/v1/traces"))
	}
	exporter, err := otlptracehttp.New(ctx, options...)
	if err != nil {
		return nil, fmt.Errorf("traces: %w", err)
	}
	keep, err := sampler()
	if err != nil {
		return nil, fmt.Errorf("traces: %w", err)
	}
	about, err := resource.New(ctx, resource.WithAttributes(attribute.String("service.name", service), attribute.String("service.version", version)),
		resource.WithTelemetrySDK(), resource.WithFromEnv())
	if err != nil {
		return nil, fmt.Errorf("traces: %w", err)
	}
	limits := sdk.NewSpanLimits()
	limits.AttributeValueLengthLimit, limits.AttributeCountLimit, limits.EventCountLimit, limits.LinkCountLimit = longest, 16, 0, 0
	p := sdk.NewTracerProvider(
		sdk.WithBatcher(&quiet{SpanExporter: exporter, log: log}, batching()...),
		sdk.WithResource(about), sdk.WithSampler(keep), sdk.WithRawSpanLimits(limits),
	)
	return &Tracer{p, p.Tracer("berth")}, nil
}

// batching bounds what waits, where OpenTelemetry's variables do not.
func batching() (o []sdk.BatchSpanProcessorOption) {
	for _, x := range []struct {
		name string
		set  sdk.BatchSpanProcessorOption
	}{
		{"OTEL_BSP_MAX_QUEUE_SIZE", sdk.WithMaxQueueSize(queue)}, {"OTEL_BSP_MAX_EXPORT_BATCH_SIZE", sdk.WithMaxExportBatchSize(batch)},
		{"OTEL_BSP_SCHEDULE_DELAY", sdk.WithBatchTimeout(every)}, {"OTEL_BSP_EXPORT_TIMEOUT", sdk.WithExportTimeout(exportTime)},
	} {
		if os.Getenv(x.name) == "" {
			o = append(o, x.set)
		}
	}
	return o
}

// sampler decides which traces are kept: by OTEL_TRACES_SAMPLER, all where that says nothing. Platform and gateways with the same part keep
// the same traces, since it is the trace's id that decides, of a trace that somebody else began, too.
func sampler() (sdk.Sampler, error) {
	root := sdk.AlwaysSample()
	switch name := os.Getenv("OTEL_TRACES_SAMPLER"); name {
	case "", "always_on", "parentbased_always_on":
	case "always_off", "parentbased_always_off":
		root = sdk.NeverSample()
	case "traceidratio", "parentbased_traceidratio":
		part := 1.0
		if arg := os.Getenv("OTEL_TRACES_SAMPLER_ARG"); arg != "" {
			var err error
			if part, err = strconv.ParseFloat(arg, 64); err != nil || part < 0 || part > 1 {
				return nil, fmt.Errorf("OTEL_TRACES_SAMPLER_ARG is %.40q: must be from 0 to 1", arg)
			}
		}
		root = sdk.TraceIDRatioBased(part)
	default:
		return nil, fmt.Errorf("OTEL_TRACES_SAMPLER is %.40q: must be always_on, always_off or traceidratio, or one of these behind parentbased_", name)
	}
	return sdk.ParentBased(root, sdk.WithRemoteParentSampled(root)), nil
}

// Close sends what is left, for a few seconds at most.
func (t *Tracer) Close() {
	if t == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), closeTime)
	defer cancel()
	_ = t.provider.Shutdown(ctx) // what could not be sent is lost, as its log says
}

// quiet says once that spans cannot be sent, and once that they can again.
type quiet struct {
	sdk.SpanExporter
	log  *slog.Logger
	lost atomic.Bool
}

// ExportSpans implements sdk.SpanExporter.
func (q *quiet) ExportSpans(ctx context.Context, spans []sdk.ReadOnlySpan) error {
	err := q.SpanExporter.ExportSpans(ctx, spans)
	if was := q.lost.Swap(err != nil); err != nil && !was {
		q.log.Warn("traces cannot be sent; they are dropped meanwhile", "err", err)
	} else if err == nil && was {
		q.log.Info("traces are sent again")
	}
	return nil
}

// Server begins the span of a request that came here, as span.Server does. Without a Tracer all stays as it is.
func (t *Tracer) Server(ctx context.Context, method, route string, way trail.Trail) (context.Context, trail.Trail, *span.Span) {
	if t == nil {
		return ctx, way, nil
	}
	return span.Server(ctx, t.tracer, method, route, way)
}
