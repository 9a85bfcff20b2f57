package api

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"math"
	"mime"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"berth/shared/clip"
	"berth/shared/problem"
	"berth/shared/server/web"
)

type localKey string

const requestKey localKey = "request"

var errPanic = errors.New("panic")

func requestID(c *fiber.Ctx) string {
	id, _ := c.Locals(requestKey).(string)
	return id
}

func notFound(title string, args ...any) *problem.Problem {
	return problem.New(404, problem.NotFound, title, args...)
}

// fail writes an error as a problem document. One that is not a problem says nothing about itself but its request id.
func (a *API) fail(c *fiber.Ctx, err error) error {
	p := asProblem(err)
	if p.Status == 500 && a.cfg.Away != nil && a.cfg.Away(err) {
		p = problem.New(503, problem.Unavailable, "the database cannot be asked at this moment").Remedy("try again in a moment")
	}
	p.Request = requestID(c)
	if p.Status >= 500 {
		a.cfg.Log.Log(c.UserContext(), a.loud(p), "a request failed", "method", c.Method(), "path", clip.Dots(c.Path(), 200), "status", p.Status,
			"request", p.Request, "err", err)
	}
	c.Response().ResetBody()
	if p.Status == 429 || p.Status == 503 || p.Status == 425 {
		if len(c.Response().Header.Peek(fiber.HeaderRetryAfter)) == 0 {
			c.Set(fiber.HeaderRetryAfter, cmp.Or(p.Figures["retryAfter"], "5"))
		}
	}
	return c.Status(p.Status).Send(web.Problem(p, c.Set))
}

// loud is how loudly a request is told of that failed. One that fails by a mistake of ours is always heard of. What others
// can bring about, or what goes on for long such as a chain that is away, is heard of once a minute, however often it comes.
func (a *API) loud(p *problem.Problem) slog.Level {
	if p.Code == problem.Internal {
		return slog.LevelError
	}
	if _, ok := a.complaints.Take(p.Code, time.Now()); ok {
		return slog.LevelWarn
	}
	return slog.LevelDebug
}

// asProblem gives a problem of the caller's own: it is written to.
func asProblem(err error) *problem.Problem {
	var p *problem.Problem
	if errors.As(err, &p) {
		c := *p
		return &c
	}
	var f *fiber.Error
	if errors.As(err, &f) {
		switch f.Code {
		case 404:
			return notFound("no such page")
		case 405:
			return problem.New(405, problem.NotFound, "this method is not for this route")
		case 413:
			return problem.New(413, problem.TooLarge, "the body is larger than %d bytes", bodyLimit)
		case 408, 502:
			// fiber's words for a connection that ended, or was ended, while a request was read: nobody failed here.
			return problem.New(408, problem.BadRequest, "the request did not come in time")
		case 431:
			return problem.New(431, problem.TooLarge, "the header is too large")
		}
		if f.Code >= 400 && f.Code < 500 {
			return problem.New(f.Code, problem.BadRequest, "the request is not right")
		}
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return problem.New(503, problem.Unavailable, "this took too long").Remedy("try again in a moment")
	}
	return problem.New(500, problem.Internal, "something went wrong on our side").Remedy("try again; if it stays so, tell us the request id")
}

// body reads a JSON body into v, a pointer to a struct. What is wrong with it is a problem that names the field.
func body(c *fiber.Ctx, v any) error {
	if t, _, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType)); err != nil || t != fiber.MIMEApplicationJSON {
		return problem.New(415, problem.BadRequest, "the body must be JSON").Remedy("send Content-Type: application/json")
	}
	b := c.Body()
	err := web.Decode(b, v)
	if err == nil {
		return nil
	}
	var p *problem.Problem
	switch field, why := wrongField(b, reflect.TypeOf(v).Elem(), ""); {
	case field != "":
		p = problem.Field(field, "%s", why)
	default:
		p = problem.New(400, problem.BadRequest, "the body is not the JSON that is wanted here").Remedy("%s", plainError(err))
	}
	return p.Because(err)
}

// wrongField finds the field that does not decode, by decoding each alone.
func wrongField(b []byte, t reflect.Type, prefix string) (field, why string) {
	var fields map[string]json.RawMessage
	if t.Kind() != reflect.Struct || json.Unmarshal(b, &fields) != nil {
		return "", ""
	}
	types := map[string]reflect.Type{}
	for _, f := range reflect.VisibleFields(t) { // those of embedded structs among them
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" {
			types[name] = f.Type
		}
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		raw := fields[name]
		ft, ok := types[name]
		if !ok {
			return prefix + clip.To(name, 40), "there is no such field"
		}
		err := web.Decode(raw, reflect.New(ft).Interface())
		if err == nil {
			continue
		}
		if field, why := wrongField(raw, ft, prefix+name+"."); field != "" {
			return field, why
		}
		return prefix + name, plainError(err)
	}
	return "", ""
}

// plainError is what the JSON package says, without the names of our types.
func plainError(err error) string {
	var t *json.UnmarshalTypeError
	var s *json.SyntaxError
	switch {
	case errors.As(err, &t):
		return "must be " + kindName(t.Type) + ", not " + clip.To(t.Value, 40)
	case errors.As(err, &s), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "it is not JSON"
	}
	return clip.To(strings.TrimPrefix(err.Error(), "json: "), 200)
}

func kindName(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.String:
		return "a string"
	case reflect.Slice, reflect.Array:
		if t.Elem().Kind() == reflect.Uint8 {
			return "a string"
		}
		return "a list"
	case reflect.Struct, reflect.Map:
		if reflect.PointerTo(t).Implements(reflect.TypeFor[interface{ UnmarshalText([]byte) error }]()) {
			return "a string"
		}
		return "an object"
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return fmt.Sprintf("a whole number from 0 to %d", uint64(math.MaxUint64)>>(64-t.Bits()))
	}
	return "a number"
}
