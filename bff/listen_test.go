package bff_test

import (
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"berth/shared/amount"
	"berth/shared/attacktest"
	"berth/shared/server/listen/listentest"
	"berth/shared/wire"
)

// attacked is what strangers see of the world's platform.
func (w *world) attacked() listentest.Server {
	host := strings.TrimPrefix(w.url, "http://")
	return listentest.Server{Addr: strings.Replace(host, "localhost", "127.0.0.1", 1), Host: host, Get: "/api/templates", Post: "/api/login/challenge"}
}

// cookie is a session's, as a header.
func (c *client) cookie() string {
	req, err := http.NewRequest("GET", c.w.url, nil)
	if err != nil {
		c.w.t.Fatal(err)
	}
	var all []string
	for _, k := range c.http.Jar.Cookies(req.URL) {
		all = append(all, k.String())
	}
	return "Cookie: " + strings.Join(all, "; ")
}

func TestAttackPlatformSmuggling(t *testing.T) {
	a := attacktest.Begin(t, "a request to the platform hides another one")
	listentest.Smuggle(t, a, newWorld(t).attacked())
}

func TestAttackPlatformHeads(t *testing.T) {
	a := attacktest.Begin(t, "HEAD leaves bytes on the connection to the platform")
	w := newWorld(t, honest)
	w.nodesReachable(1)
	c := w.client()
	c.login(key(2))
	var offer wire.OfferStarted
	if status, b := c.do("POST", "/api/offers", wire.OfferRequest{Resources: small, Token: w.dollar, Rate: amount.NanoOf(1e12), Duration: 3600}, &offer); status >= 300 {
		t.Fatalf("offer: %d %s", status, b)
	}
	cookie := c.cookie()
	var all [][]string
	for _, path := range []string{
		"/", "/nodes", "/web/app.wasm", "/dev/wallet.js", "/livez", "/readyz", "/api/info", "/api/nodes", "/api/templates", "/api/session", "/api/orders", "/api/events?topics=orders",
		"/api/offers/" + offer.ID, "/api/offers/" + offer.ID + "/events",
	} {
		all = append(all, []string{path, cookie}, []string{path, cookie, "Accept-Encoding: br"}, []string{path, cookie, "Accept: text/event-stream", "Last-Event-ID: 0"})
	}
	listentest.Heads(t, a, w.attacked(), all...)
}

func TestAttackPlatformSiege(t *testing.T) {
	attacktest.Whole(t)
	a := attacktest.Begin(t, "slow connections keep others from the platform")
	w := newWorld(t)
	c := w.client()
	c.login(key(2))
	s := w.attacked()
	stream := fmt.Sprintf("GET /api/events?topics=orders HTTP/1.1\r\nHost: %s\r\n%s\r\n\r\n", s.Host, c.cookie())
	listentest.Besiege(t, a, s, append(s.Stranger(), listentest.Held("a stream", stream))...)
}

func TestAttackPlatformDescriptors(t *testing.T) {
	attacktest.Whole(t)
	a := attacktest.Begin(t, "the platform ends, or serves nobody, once connections have taken its descriptors")
	w := newWorld(t)
	addr, ops := fmt.Sprintf("127.0.0.1:%d", freePort(t)), fmt.Sprintf("127.0.0.1:%d", freePort(t))
	listentest.Starve(t, 400, alone{Listen: addr, Ops: ops, Data: filepath.Join(t.TempDir(), "db"), Site: w.site, RPC: w.rpc, Contracts: w.addresses})
	get := func(url string) (string, error) {
		res, err := http.Get(url)
		if err != nil {
			return "", err
		}
		defer res.Body.Close()
		b, err := io.ReadAll(res.Body)
		if err == nil && res.StatusCode != 200 {
			err = fmt.Errorf("%d %s", res.StatusCode, b)
		}
		return string(b), err
	}
	w.until("ready", func() error { _, err := get("http://" + addr + "/readyz"); return err })
	listentest.Flood(t, a, listentest.Server{Addr: addr, Host: addr, Get: "/api/templates", Post: "/api/login/challenge"}, 600)
	page, err := get("http://" + ops + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"berth_connections ", `berth_connections_most{of="all"} 150`, `berth_connections_most{of="network"} 64`, "berth_connections_gave_way_total ",
		`berth_connections_refused_total{of="all"} `, "berth_accept_errors_total "} {
		if !strings.Contains(page, name) {
			t.Errorf("/metrics does not have %s", name)
		}
	}
	if strings.Contains(page, "berth_connections_gave_way_total 0\n") {
		t.Error("none has given way")
	}
}
