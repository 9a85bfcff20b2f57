package edge

import (
	"strings"
	"testing"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// hosts are users' own: order 1 has app.example.org.
type hosts struct{ claimed, released string }

func (*hosts) Domains(id order.ID) wire.Domains {
	return wire.Domains{Most: 7, Domains: []wire.Domain{{Host: "app.example.org", Service: "web", State: wire.DomainReady}}}
}

func (h *hosts) Claim(u eth.Address, id order.ID, service, host string) (wire.Domain, error) {
	if host == "localhost" {
		return wire.Domain{}, problem.Field("host", "a name of the public DNS")
	}
	h.claimed = u.String()[:4] + " " + id.String() + " " + service + " " + host
	return wire.Domain{Host: host, Service: service, State: wire.DomainProof}, nil
}

func (h *hosts) Release(id order.ID, host string) error {
	h.released = id.String() + " " + host
	return nil
}

func TestDomains(t *testing.T) {
	h := &hosts{}
	e := newEdge(t, func(c *Config) { c.Domains = h })
	good := []string{"Authorization", "Bearer good"}
	if w := ask(e, "GET", host, "/v1/orders/1/domains", "", good...); w.Code != 200 || !strings.Contains(w.Body.String(), `"most":7`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := ask(e, "PUT", host, "/v1/orders/1/domains/m%C3%BCnchen.example", `{"service":"web"}`, good...); w.Code != 200 || h.claimed != "0x01 1 web münchen.example" {
		t.Errorf("%d %s, %q", w.Code, w.Body, h.claimed)
	}
	if w := ask(e, "DELETE", host, "/v1/orders/1/domains/app.example.org", "", good...); w.Code != 204 || h.released != "1 app.example.org" {
		t.Errorf("%d %s, %q", w.Code, w.Body, h.released)
	}
	for _, c := range []struct {
		method, path, body, token string
		code                      int
		field                     string
	}{
		{"PUT", "/v1/orders/1/domains/localhost", `{"service":"web"}`, "good", 400, "host"},
		{"PUT", "/v1/orders/1/domains/app.example.org", `{"service":"db"}`, "good", 400, "service"},
		{"PUT", "/v1/orders/1/domains/app.example.org", `{}`, "good", 400, "service"},
		{"PUT", "/v1/orders/1/domains/app.example.org", `{"service":"web","x":1}`, "good", 400, ""},
		{"PUT", "/v1/orders/2/domains/app.example.org", `{"service":"web"}`, "good", 403, ""},
		{"PUT", "/v1/orders/1/domains/app.example.org", `{"service":"web"}`, "other", 403, ""},
		{"PUT", "/v1/orders/1/domains/app.example.org", `{"service":"web"}`, "bad", 401, ""},
		{"GET", "/v1/orders/1/domains", "", "bad", 401, ""},
		{"DELETE", "/v1/orders/2/domains/app.example.org", "", "good", 403, ""},
	} {
		w := ask(e, c.method, host, c.path, c.body, "Authorization", "Bearer "+c.token)
		if w.Code != c.code || !strings.Contains(w.Body.String(), `"field":"`+c.field) && c.field != "" {
			t.Errorf("%s %s %s by %s: %d %s", c.method, c.path, c.body, c.token, w.Code, w.Body)
		}
	}
}

// A user's own host is the services' alone: nothing of the gateway's API is there, and nothing binds hosts below it.
func TestOwnHostIsNoGateway(t *testing.T) {
	e := newEdge(t, func(c *Config) {
		c.Scheme, c.Serves = "https", func(host string) bool { return host == "app.example.org" }
	})
	for _, path := range []string{"/", "/.well-known/berth", "/v1/openapi.yaml", "/v1/access", "/.berth/enter/web-1"} {
		for _, name := range []string{"app.example.org", "APP.example.org", "app.example.org:443", "app.example.org."} {
			if w := ask(e, "GET", name, path, ""); w.Body.String() != "a service" || w.Header().Get("Access-Control-Allow-Origin") != "" || w.Header().Get("Strict-Transport-Security") != "" {
				t.Errorf("%s%s: %d %s %v", name, path, w.Code, w.Body, w.Header())
			}
		}
		if w := ask(e, "GET", "x.app.example.org", path, ""); w.Code != 421 {
			t.Errorf("a host below it: %d", w.Code)
		}
	}
	if w := ask(e, "GET", host, "/v1/openapi.yaml", ""); w.Code != 200 || w.Body.String() == "a service" {
		t.Errorf("the gateway's own host: %d", w.Code)
	}
}
