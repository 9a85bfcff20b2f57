package admin

import (
	"context"
	"errors"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

func TestEnd(t *testing.T) {
	end := time.Unix(1_900_000_000, 0).UTC()
	type call struct {
		id order.ID
		e  wire.AdminEnd
	}
	for _, c := range []struct {
		name   string
		id     string
		body   string
		change map[string]string // headers; From is the address
		fails  error
		code   int
		want   *call
		answer string
	}{
		{name: "as soon as costs nothing", id: "7", body: `{}`, code: 200, want: &call{7, wire.AdminEnd{Reason: order.NodeMaintenance}}, answer: `{"orderId":7,"end":"2030-03-17T17:46:40Z"}`},
		{name: "at a time", id: "7", body: `{"at":"2030-03-17T17:46:40Z"}`, code: 200, want: &call{7, wire.AdminEnd{At: end, Reason: order.NodeMaintenance}}},
		{name: "at once", id: "7", body: `{"now":true,"reason":"terms-broken"}`, code: 200, want: &call{7, wire.AdminEnd{Now: true, Reason: order.TermsBroken}}},
		{name: "over IPv6", id: "7", body: `{}`, change: map[string]string{"From": "[::1]:99"}, code: 200, want: &call{7, wire.AdminEnd{Reason: order.NodeMaintenance}}},
		{name: "from elsewhere", id: "7", body: `{}`, change: map[string]string{"From": "192.0.2.1:99"}, code: 403},
		{name: "for somebody elsewhere", id: "7", body: `{}`, change: map[string]string{"X-Forwarded-For": "192.0.2.1"}, code: 403},
		{name: "out of a page", id: "7", body: `{}`, change: map[string]string{"Origin": "http://127.0.0.1:9101"}, code: 403},
		{name: "a form", id: "7", body: `{}`, change: map[string]string{"Content-Type": "text/plain"}, code: 415},
		{name: "no number", id: "x", body: `{}`, code: 404},
		{name: "no body", id: "7", code: 400},
		{name: "a slip of the pen", id: "7", body: `{"noww":true}`, code: 400},
		{name: "no reason", id: "7", body: `{"reason":"fun"}`, code: 400},
		{name: "it cannot", id: "7", body: `{}`, fails: problem.New(409, problem.OrderEnded, "over"), code: 409, want: &call{7, wire.AdminEnd{Reason: order.NodeMaintenance}}},
		{name: "the chain is away", id: "7", body: `{}`, fails: errors.New("away"), code: 503, want: &call{7, wire.AdminEnd{Reason: order.NodeMaintenance}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got *call
			h := New(Sources{End: func(_ context.Context, id order.ID, e wire.AdminEnd) (time.Time, error) {
				got = &call{id, e}
				return end, c.fails
			}}).Handler(func() error { return nil })
			r := httptest.NewRequest("POST", "/orders/"+c.id+"/end", strings.NewReader(c.body))
			r.RemoteAddr = "127.0.0.1:99"
			r.Header.Set("Content-Type", "application/json")
			for k, v := range c.change {
				if k == "From" {
					r.RemoteAddr = v
					continue
				}
				r.Header.Set(k, v)
			}
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != c.code || (got == nil) != (c.want == nil) || got != nil && *got != *c.want {
				t.Errorf("got %d, %+v: %s", w.Code, got, w.Body)
			}
			if c.answer != "" && strings.TrimSpace(w.Body.String()) != c.answer {
				t.Errorf("got %s", w.Body)
			}
			if c.code >= 400 && w.Header().Get("Content-Type") != problem.ContentType {
				t.Errorf("no problem document: %s", w.Body)
			}
		})
	}
}
