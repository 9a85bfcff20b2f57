package api

import (
	"fmt"
	"net"
	"slices"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/valyala/fasthttp"

	"berth/bff/catalogue"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
)

// BenchmarkNodes holds GET /api/nodes at 100,000 nodes against what Fiber does for a constant of the same size. "same"
// is a query that many send, by the handlers alone, and over the loopback as "tcp"; "fresh" one that nobody has sent before, JSON and all.
func BenchmarkNodes(b *testing.B) {
	c := catalogue.New(dollar)
	nodes := make([]chain.Node, 100_000)
	for i := range nodes {
		total := resource.Resources{CPUMilli: 4000, MemoryMiB: 8192, DiskMiB: 1 << 20, TrafficMiB: 1 << 30}
		nodes[i] = chain.Node{Address: eth.Address{byte(i >> 16), byte(i >> 8), byte(i)}, Total: total, RegisteredAt: time.Unix(1, 0), Endpoint: fmt.Sprintf("n%d.example:443", i)}
	}
	c.Put(nodes...)
	for i, n := range nodes {
		c.SetCard(n.Address, &wire.Card{Name: fmt.Sprint("Node ", i), Region: "eu", Headroom: n.Total, Prices: []wire.Price{{Token: dollar, CoreHour: amount.NanoOf(uint64(1e15 + i*7919%100_000))}}}, "", time.Now())
	}
	c.Publish()
	a, err := New(Config{Catalogue: c, Metrics: NewMetrics(prometheus.NewRegistry())})
	if err != nil {
		b.Fatal(err)
	}
	var ctx fasthttp.RequestCtx // a server uses its contexts again
	get := func(h fasthttp.RequestHandler, uri string) []byte {
		ctx.Request.Reset()
		ctx.Response.Reset()
		ctx.ResetUserValues()
		ctx.Request.Header.SetMethod("GET")
		ctx.Request.SetRequestURI(uri)
		ctx.Request.Header.SetHost("localhost")
		h(&ctx)
		if ctx.Response.StatusCode() != 200 {
			b.Fatal(string(ctx.Response.Body()))
		}
		return ctx.Response.Body()
	}
	ours := a.app.Handler()
	body := slices.Clone(get(ours, "/api/nodes"))
	plain := fiber.New(fiber.Config{DisableStartupMessage: true})
	plain.Get("/api/nodes", func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
		return c.Send(body)
	})
	constant := plain.Handler()
	// One and then the other, so that what else the machine does is in both.
	var times [2]time.Duration
	b.Run("same", func(b *testing.B) {
		for b.Loop() {
			for i, h := range []fasthttp.RequestHandler{constant, ours} {
				start := time.Now()
				for range 100 {
					get(h, "/api/nodes")
				}
				times[i] += time.Since(start)
			}
		}
		b.ReportMetric(float64(times[0])/float64(b.N)/100, "constant-ns")
		b.ReportMetric(float64(times[1])/float64(b.N)/100, "cached-ns")
		b.ReportMetric(100*float64(times[0])/float64(times[1]), "%-of-constant")
	})
	for name, h := range map[string]*fiber.App{"constant": plain, "cached": a.app} {
		b.Run("tcp-"+name, func(b *testing.B) { overTCP(b, h, "/api/nodes") })
	}
	n := 0
	b.Run("fresh", func(b *testing.B) {
		var all []time.Duration
		for b.Loop() {
			n++
			start := time.Now()
			get(ours, fmt.Sprintf("/api/nodes?cpuMilli=%d", 1+n%4000))
			all = append(all, time.Since(start))
			a.lists = lists{}
		}
		slices.Sort(all)
		b.ReportMetric(float64(all[len(all)/2])/1e6, "median-ms")
		b.ReportMetric(float64(all[len(all)*99/100])/1e6, "p99-ms")
	})
}

// overTCP is requests a second over this machine's loopback, on 8 connections that are kept.
func overTCP(b *testing.B, app *fiber.App, path string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	server := &fasthttp.Server{Handler: app.Handler(), NoDefaultServerHeader: true}
	go server.Serve(l)
	defer server.Shutdown()
	client := &fasthttp.HostClient{Addr: l.Addr().String(), MaxConns: 8, ReadTimeout: time.Minute}
	defer client.CloseIdleConnections()
	b.SetParallelism(4) // of each processor
	b.ResetTimer()
	b.RunParallel(func(p *testing.PB) {
		var req fasthttp.Request
		var res fasthttp.Response
		req.SetRequestURI("http://" + l.Addr().String() + path)
		for p.Next() {
			if err := client.Do(&req, &res); err != nil || res.StatusCode() != 200 {
				b.Error(err, res.StatusCode())
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "requests/s")
}
