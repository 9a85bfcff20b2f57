// Package span has the spans of OpenTelemetry's traces that Berth makes: of a request that came, and of what was asked of others for it. Without a trace in
// the context there are none, and next to nothing is done. Package tracing sends them.
//
// What a span says is little, and nobody's: method, route, status, the request's id (package trail), the host of a gateway by its name, the name of a
// database's command or of a chain's method. No addresses of visitors, no URLs with what they hold, no tokens, no signatures, no texts of errors.
package span

import (
	"context"
	"strconv"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"berth/shared/server/trail"
)

// Span is something that takes its time. A nil one is none.
type Span struct{ span trace.Span }

// Server begins the span of a request that came here, of the trace that it belongs to. What is asked of others with the context that it gives
// belongs to it, and the Trail is the way that goes on from here.
func Server(ctx context.Context, t trace.Tracer, method, route string, way trail.Trail) (context.Context, trail.Trail, *Span) {
	ctx, span := t.Start(trace.ContextWithRemoteSpanContext(ctx, parse(way.Parent)), name(method, route), trace.WithSpanKind(trace.SpanKindServer))
	way.Parent = format(span.SpanContext())
	ctx = trail.With(ctx, way)
	if !span.IsRecording() {
		return ctx, way, nil
	}
	span.SetAttributes(attribute.String("http.request.method", known(method)), attribute.String("http.route", route), attribute.String("berth.request.id", way.Request))
	return ctx, way, &Span{span}
}

// Route names a span once it is known what the request was for.
func (s *Span) Route(method, route string) {
	if s != nil {
		s.span.SetName(name(method, route))
		s.span.SetAttributes(attribute.String("http.route", route))
	}
}

// Status ends the span of a request that was answered so.
func (s *Span) Status(code int) {
	if s == nil {
		return
	}
	s.span.SetAttributes(attribute.Int("http.response.status_code", code))
	if code >= 500 {
		s.span.SetStatus(codes.Error, "")
	}
	s.span.End()
}

// Detach is a context that lasts on its own, for what goes on after a request and belongs to its trace.
func Detach(ctx context.Context) context.Context {
	return trace.ContextWithSpan(trail.With(context.Background(), trail.From(ctx)), trace.SpanFromContext(ctx))
}

// Client begins the span of something that is asked of somebody else, if it is for a request of whose trace this is a part. what are pairs of name
// and value, which are nobody's secrets. The context that it gives is the one to ask with.
func Client(ctx context.Context, name string, what ...string) (context.Context, *Span) {
	parent := trace.SpanFromContext(ctx)
	if !parent.SpanContext().IsSampled() {
		return ctx, nil
	}
	ctx, span := parent.TracerProvider().Tracer("berth").Start(ctx, name, trace.WithSpanKind(trace.SpanKindClient))
	if !span.IsRecording() {
		return ctx, nil
	}
	for i := 0; i+1 < len(what); i += 2 {
		span.SetAttributes(attribute.String(what[i], what[i+1]))
	}
	return ctx, &Span{span}
}

// End ends a span. failed says that what was asked for was not had.
func (s *Span) End(failed bool) {
	if s == nil {
		return
	}
	if failed {
		s.span.SetStatus(codes.Error, "")
	}
	s.span.End()
}

// Parent is the traceparent of what is asked within a span; of none it is empty.
func (s *Span) Parent() string {
	if s == nil {
		return ""
	}
	return format(s.span.SpanContext())
}

func name(method, route string) string {
	if route == "" {
		return known(method)
	}
	return known(method) + " " + route
}

// known is a method as attributes name it: others' are many.
func known(method string) string {
	switch method {
	case "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "CONNECT", "TRACE":
		return method
	}
	return "_OTHER"
}

// parse reads a traceparent that package trail has let through.
func parse(parent string) trace.SpanContext {
	if len(parent) != 55 {
		return trace.SpanContext{}
	}
	id, err := trace.TraceIDFromHex(parent[3:35])
	span, err2 := trace.SpanIDFromHex(parent[36:52])
	flags, err3 := strconv.ParseUint(parent[53:], 16, 8)
	if err != nil || err2 != nil || err3 != nil {
		return trace.SpanContext{}
	}
	return trace.NewSpanContext(trace.SpanContextConfig{TraceID: id, SpanID: span, TraceFlags: trace.TraceFlags(flags) & trace.FlagsSampled, Remote: true})
}

func format(c trace.SpanContext) string {
	if !c.IsValid() {
		return ""
	}
	return "00-" + c.TraceID().String() + "-" + c.SpanID().String() + "-" + (c.TraceFlags() & trace.FlagsSampled).String()
}
