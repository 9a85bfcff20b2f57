// Package api is the platform's HTTP interface: the routes of berth/shared/wire's bff.go and openapi.yaml, the static
// site beside them, and the rules for both: sessions, limits, what another site may do, and problem documents.
package api

import (
	"bytes"
	"context"
	"log/slog"
	"net"
	"net/netip"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"berth/bff/catalogue"
	"berth/bff/indexer"
	"berth/bff/login"
	"berth/bff/negotiate"
	"berth/bff/quota"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/server/listen"
	"berth/shared/server/web"
	"berth/shared/wire"
)

// Quotes knows which offer a quote came from; negotiate.ErrNone: nothing is known.
type Quotes interface {
	Quoted(ctx context.Context, k negotiate.QuoteKey) (negotiate.Quoted, error)
	KeepQuote(ctx context.Context, k negotiate.QuoteKey) error
}

// Config is what an API is made of.
type Config struct {
	Info      func() (wire.Info, error) // an error: not known yet
	Ready     func() error
	Login     *login.Service
	Tokens    []eth.Address // that the platform accepts; the first is the default
	Catalogue *catalogue.Catalogue
	Index     *indexer.Index
	Chain     Chain
	Negotiate *negotiate.Manager
	Quotes    Quotes
	Agent     Agent // nil: there is none
	Templates []wire.Template
	Site      string            // folder of the static site; empty: none
	Files     map[string][]byte // further files by path, such as the demo's wallet
	Origin    string            // of the public URL: https://host:port
	Plain     bool              // session cookies without Secure, for a site that is only http and not on localhost
	Proxies   web.Proxies       // whose X-Forwarded-For is believed
	Metrics   *Metrics          // may be nil
	Away      func(error) bool  // whether an error is that of a database which cannot be asked now; may be nil
	Log       *slog.Logger
}

// API is the HTTP interface. Serve and Close are safe for concurrent use.
type API struct {
	cfg     Config
	app     *fiber.App
	site    *site
	closing chan struct{}
	once    sync.Once

	logins, askers *web.Limiter[string] // by address
	offers, wishes *web.Limiter[string] // by user
	streams        *quota.Quota         // by user and address
	complaints     *web.Limiter[problem.Code]
	ahead          *ahead
	origins        *origins
	lists          lists
}

// ChunkedLimit is how many bytes of a chunked body the API's listener has to let through. Of fasthttp, what stands between
// the chunks has no end.
const ChunkedLimit = 8 * bodyLimit

// Limits and times of the server.
const (
	bodyLimit    = 64 << 10
	readTimeout  = 15 * time.Second // for a request, its body too
	writeTimeout = 30 * time.Second // for an event of a stream; all else that is written has only to move: package listen
	idleTimeout  = 75 * time.Second
	callTimeout  = 10 * time.Second // for the work of a request
)

// New makes an API.
func New(cfg Config) (*API, error) {
	a := &API{cfg: cfg, closing: make(chan struct{}), origins: newOrigins(cfg.Quotes)}
	// In the long run fewer than at once: what comes of them is kept for days.
	a.logins, a.offers, a.askers = bursts(120, 30), perMinute(20), bursts(120, 10)
	a.wishes = perMinute(60)
	a.streams = quota.New(quota.Limits{Each: []int{userStreams, addressStreams}, All: maxStreams})
	a.complaints = web.NewLimiter[problem.Code](web.Limits{PerSecond: 1.0 / 60, Burst: 1, Keys: 1000, Forget: true})
	a.ahead = newAhead(cfg.Chain)
	s, err := newSite(cfg.Site, cfg.Files)
	if err != nil {
		return nil, err
	}
	a.site = s
	a.app = fiber.New(fiber.Config{
		AppName: "berth", DisableStartupMessage: true, Immutable: true, CaseSensitive: true, StrictRouting: true,
		BodyLimit: bodyLimit, ReadTimeout: readTimeout, IdleTimeout: idleTimeout,
		ReadBufferSize: 16 << 10, ErrorHandler: a.fail, DisablePreParseMultipartForm: true,
	})
	a.app.Server().HeaderReceived = lastOnes
	a.app.Server().ConnState = idle
	a.routes()
	return a, nil
}

// Serve answers on a listener until Close.
func (a *API) Serve(l *listen.Listener) error { return a.app.Listener(l) }

// Close ends streams, lets requests finish for as long as ctx allows, and stops.
func (a *API) Close(ctx context.Context) error {
	a.once.Do(func() { close(a.closing) })
	return a.app.ShutdownWithContext(ctx)
}

func (a *API) routes() {
	app := a.app
	app.Use(a.recover, a.frame)
	app.Get("/readyz", a.ready)
	app.Get("/livez", func(c *fiber.Ctx) error { return c.SendString("ok\n") })

	api := app.Group("/api", noStore, a.sameSite)
	api.Get("/info", a.getInfo)
	api.Get("/nodes", a.getNodes)
	api.Get("/nodes/:address", a.getNode)
	api.Get("/nodes/:address/business", a.getBusiness)
	api.Get("/templates", a.getTemplates)
	api.Get("/price", a.getPrice)
	api.Post("/login/challenge", a.postChallenge)
	api.Post("/login", a.postLogin)
	api.Get("/session", a.getSession)
	api.Post("/logout", a.postLogout)
	api.Post("/offers", a.postOffer)
	api.Get("/offers/:id", a.getOffer)
	api.Get("/offers/:id/events", a.getOfferEvents)
	api.Get("/orders", a.getOrders)
	api.Get("/orders/events", a.getOrderEvents)
	api.Get("/orders/:id", a.getOrder)
	api.Get("/orders/:id/care", a.getCare)
	api.Put("/orders/:id/care", a.putCare)
	api.All("/*", func(*fiber.Ctx) error {
		return notFound("no such route").Remedy("see openapi.yaml for the routes there are")
	})

	app.Use(a.getSite)
}

// recover turns a panic into an error: fasthttp would let it end the process.
func (a *API) recover(c *fiber.Ctx) (err error) {
	defer func() {
		if r := recover(); r != nil {
			a.cfg.Log.Error("panic", "value", r, "stack", string(debug.Stack()))
			err = errPanic
		}
	}()
	return c.Next()
}

// lastOnes ends connections behind requests whose end another server could see elsewhere: chunked ones, and those of
// HTTP/1.0, as listen.Serve does.
func lastOnes(h *fasthttp.RequestHeader) fasthttp.RequestConfig {
	if h.ContentLength() == -1 || !h.IsHTTP11() {
		h.SetConnectionClose()
	}
	return fasthttp.RequestConfig{}
}

// idle tells a connection that its request is answered; frame has told it of the request.
func idle(c net.Conn, s fasthttp.ConnState) {
	if g, ok := c.(*listen.Conn); ok && s == fasthttp.StateIdle {
		g.Done()
	}
}

// frame is what every answer has: a request id, security headers, a deadline for the work, and its measure.
func (a *API) frame(c *fiber.Ctx) error {
	start := time.Now()
	if g, ok := c.Context().Conn().(*listen.Conn); ok {
		g.Begin()
	}
	c.Locals(requestKey, newRequestID())
	c.Set("X-Request-Id", requestID(c))
	for _, h := range web.SiteHeaders() {
		c.Set(h[0], h[1])
	}
	if strings.HasPrefix(a.cfg.Origin, "https:") {
		c.Set(fiber.HeaderStrictTransportSecurity, web.StrictTransport)
	}
	ctx, cancel := context.WithTimeout(context.Background(), callTimeout)
	defer cancel()
	c.SetUserContext(ctx)
	err := c.Next()
	if err != nil {
		err = a.fail(c, err)
	}
	a.cfg.Metrics.request(c.Method(), c.Route().Path, c.Response().StatusCode(), time.Since(start))
	return err
}

func noStore(c *fiber.Ctx) error {
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Next()
}

// sameSite refuses what another site's page would change here. Browsers say where a request comes from; everything else has
// no cookies to misuse. An origin is scheme, host and port: a page that somebody on the way has put on http: is another
// site than ours on https:, whatever the host says. It is compared with the public URL, which is right behind a proxy that
// ends TLS, too.
func (a *API) sameSite(c *fiber.Ctx) error {
	switch c.Method() {
	case fiber.MethodGet, fiber.MethodHead, fiber.MethodOptions:
		return c.Next()
	}
	site := c.Get("Sec-Fetch-Site")
	origins := c.Request().Header.PeekAll(fiber.HeaderOrigin)
	switch {
	case len(origins) == 0 && (site == "" || site == "same-origin" || site == "none"):
		return c.Next()
	case len(origins) == 1 && string(origins[0]) == a.cfg.Origin && site != "cross-site" && site != "same-site":
		return c.Next()
	}
	return problem.New(403, problem.CrossSite, "requests that change something must come from this site's own pages")
}

// ip is who asks, as a key: of IPv6 the network that one customer has.
func (a *API) ip(c *fiber.Ctx) string {
	peer, ok := netip.AddrFromSlice(c.Context().RemoteIP())
	if !ok {
		return ""
	}
	// There may be several lines: a proxy that adds one of its own leaves what a client wrote in the first.
	ip := a.cfg.Proxies.Client(peer, string(bytes.Join(c.Request().Header.PeekAll(web.ForwardedFor), []byte(","))))
	return web.Customer(ip).String()
}

func (a *API) ready(c *fiber.Ctx) error {
	c.Set(fiber.HeaderCacheControl, "no-store")
	if err := a.cfg.Ready(); err != nil {
		c.Set(fiber.HeaderRetryAfter, "1")
		return problem.New(503, problem.Unavailable, "not ready").Because(err)
	}
	return c.SendString("ready\n")
}

func (a *API) getInfo(c *fiber.Ctx) error {
	info, err := a.cfg.Info()
	if err != nil {
		c.Set(fiber.HeaderRetryAfter, "1")
		return problem.New(503, problem.Unavailable, "the chain has not been read yet").Remedy("try again in a moment").Because(err)
	}
	info.Now = time.Now().UTC()
	return c.JSON(info)
}

func (a *API) getTemplates(c *fiber.Ctx) error {
	return c.JSON(wire.Page[wire.Template]{Items: a.cfg.Templates, Total: len(a.cfg.Templates)})
}
