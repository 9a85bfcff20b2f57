package api

import (
	"fmt"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"berth/bff/catalogue"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
)

// BenchmarkNodes holds GET /api/nodes at 100,000 nodes against what Fiber does for a constant of the same size. "same"
// is a query that many send, "fresh" one that nobody has sent before.
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
	a, err := New(Config{Catalogue: c})
	if err != nil {
		b.Fatal(err)
	}
	get := func(h fasthttp.RequestHandler, uri string) []byte {
		var ctx fasthttp.RequestCtx
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
	body := get(ours, "/api/nodes")
	plain := fiber.New()
	plain.Get("/", func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
		return c.Send(body)
	})
	constant := plain.Handler()
	b.Run("constant", func(b *testing.B) {
		for b.Loop() {
			get(constant, "/")
		}
	})
	b.Run("same", func(b *testing.B) {
		for b.Loop() {
			get(ours, "/api/nodes")
		}
	})
	n := 0
	b.Run("fresh", func(b *testing.B) {
		for b.Loop() {
			n++
			get(ours, fmt.Sprintf("/api/nodes?cpuMilli=%d", 1+n%4000))
			a.lists = lists{}
		}
	})
}
