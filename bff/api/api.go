// Package api is the platform's HTTP interface: the routes of berth/shared/wire's bff.go and openapi.yaml, the static
// site beside them, and the rules for both: sessions, limits, what another site may do, and problem documents.
package api

import (
	"bytes"
	"cmp"
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
	"berth/bff/notice"
	"berth/bff/pricing"
	"berth/bff/quota"
	"berth/bff/recommend"
	"berth/bff/rental"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/server/listen"
	"berth/shared/server/tracing"
	"berth/shared/server/trail"
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
	Enlist    Enlister
	Index     *indexer.Index
	Chain     Chain
	Negotiate *negotiate.Manager
	Prices    *pricing.Model
	Advisor   *recommend.Advisor
	Rentals   *rental.Manager
	Quotes    Quotes
	Notices   *notice.Service
	Private   bool  // push services and webhooks may be at addresses that are not public: for trying out
	Agent     Agent // nil: there is none
	Watcher   Watcher
	Relay     Relayer   // nil: there is none
	Certifier Certifier // nil: there is none
	Evidence  Evidence  // what was found; nil: nothing
	Command   string    // that repeats a check, without the node's address behind it
	Templates []wire.Template
	Site      string            // folder of the static site; empty: none
	Files     map[string][]byte // further files by path, such as the demo's wallet
	Origin    string            // of the public URL: https://host:port
	Plain     bool              // session cookies without Secure, for a site that is only http and not on localhost
	Proxies   web.Proxies       // whose X-Forwarded-For is believed
	Lists     int               // that one address gets a minute; 0: listsAMinute
	Metrics   *Metrics          // may be nil
	Traces    *tracing.Tracer   // nil: none are made
	None      func(error) bool  // whether an error is that the database has not what was asked for; may be nil
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
	listings       *web.Limiter[string] // by node
	advised        *web.Limiter[string] // by address
	tests, watched *web.Limiter[string] // by user
	relays         *web.Limiter[string] // by user, and by address
	documents      *web.Limiter[string] // by address
	listed         *web.Limiter[string] // by address
	streams        *quota.Quota         // by user and address
	complaints     *web.Limiter[problem.Code]
	ahead          *ahead
	origins        *origins
	lists          lists
	pages          sync.Pool // of *catalogue.Page
	market         market
	shelf          *shelf
	book           book
	common         fasthttp.ResponseHeader // of every answer
}

// commonHeaders are what every answer has.
func commonHeaders(origin string) [][2]string {
	all := web.SiteHeaders()
	if strings.HasPrefix(origin, "https:") {
		all = append(all, [2]string{fiber.HeaderStrictTransportSecurity, web.StrictTransport})
	}
	return all
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
	a := &API{cfg: cfg, closing: make(chan struct{}), origins: newOrigins(cfg.Quotes), shelf: newShelf(cfg.Templates, cfg.Catalogue)}
	for _, pair := range commonHeaders(cfg.Origin) {
		a.common.Set(pair[0], pair[1])
	}
	// In the long run fewer than at once: what comes of them is kept for days.
	a.logins, a.offers, a.askers = bursts(120, 30), perMinute(20), bursts(120, 10)
	a.wishes, a.tests, a.advised = perMinute(60), bursts(5, 1), bursts(60, 30)
	a.watched = bursts(20, 2) // each has a gateway asked
	a.relays = bursts(20, 6)  // each asks the chain some ten times
	a.listings = bursts(6, 1) // each is kept for good
	a.documents = bursts(documentsAtOnce, documentsAMinute)
	a.listed = perMinute(cmp.Or(cfg.Lists, listsAMinute))
	a.streams = quota.New(quota.Limits{Each: []int{userStreams, addressStreams}, All: maxStreams})
	a.complaints = web.NewLimiter[problem.Code](web.Limits{PerSecond: 1.0 / 60, Burst: 1, Keys: 1000, Forget: true})
	a.ahead = newAhead(cfg.Chain)
	s, err := newSite(cfg.Site, cfg.Files)
	if err != nil {
		return nil, err
	}
	a.site = s
	if a.book, err = newBook(); err != nil {
		return nil, err
	}
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

// The routes are methods by what they are about. Each has what the API has.
type (
	nodeRoutes   struct{ *API }
	loginRoutes  struct{ *API }
	offerRoutes  struct{ *API }
	orderRoutes  struct{ *API }
	noticeRoutes struct{ *API }
)

func (a *API) routes() {
	app := a.app
	app.Use(a.recover, a.frame)
	app.Get("/readyz", a.ready)
	app.Get("/livez", func(c *fiber.Ctx) error { return c.SendString("ok\n") })

	api := app.Group("/api", noStore, a.sameSite)
	nodes, logins, offers, orders, notices := nodeRoutes{a}, loginRoutes{a}, offerRoutes{a}, orderRoutes{a}, noticeRoutes{a}
	api.Get("", public, a.getDocument)
	api.Get("/openapi.json", public, a.getOpenAPI)
	api.Get("/info", a.getInfo)
	api.Get("/market", a.getMarket)
	api.Get("/nodes", a.counted, nodes.getNodes)
	api.Get("/nodes/:address", public, nodes.getNode)
	api.Get("/nodes/:address/business", nodes.getBusiness)
	api.Get("/nodes/:address/listing", public, nodes.getListing)
	api.Put("/nodes/:address/listing", nodes.putListing)
	api.Get("/nodes/:address/certification", public, nodes.getCertification)
	api.Get("/nodes/:address/evidence", a.counted, public, nodes.getEvidenceList)
	api.Get("/evidence/:id", public, nodes.getEvidence)
	api.Get("/templates", a.counted, public, nodes.getTemplates)
	api.Get("/templates/:id", public, nodes.getTemplate)
	api.Get("/price", public, nodes.getPrice)
	api.Post("/login/challenge", logins.postChallenge)
	api.Post("/login", logins.postLogin)
	api.Get("/session", logins.getSession)
	api.Post("/logout", logins.postLogout)
	api.Post("/offers", offers.postOffer)
	api.Get("/offers/:id", offers.getOffer)
	api.Get("/offers/:id/events", offers.getOfferEvents)
	api.Post("/recommend", offers.postRecommend)
	api.Post("/rental", offers.postRental)
	api.Get("/rental", offers.getRental)
	api.Delete("/rental", offers.deleteRental)
	api.Get("/rental/events", offers.getRentalEvents)
	api.Post("/rental/report", offers.postRentalReport)
	api.Get("/orders", a.counted, own, orders.getOrders)
	api.Get("/orders/:id", orders.getOrder)
	api.Get("/orders/:id/care", orders.getCare)
	api.Put("/orders/:id/care", orders.putCare)
	api.Get("/orders/:id/health", orders.getHealth)
	api.Put("/orders/:id/health", orders.putHealth)
	api.Delete("/orders/:id/health", orders.deleteHealth)
	api.Get("/agent/acts", a.counted, own, orders.getActs)
	api.Get("/relay", orders.getRelay)
	api.Post("/relay", orders.postRelay)
	api.Get("/relay/:id", orders.getRelayed)
	api.Get("/events", a.getEvents)
	api.Get("/notices", a.counted, own, notices.getNotices)
	api.Get("/notices/settings", notices.getNoticeSettings)
	api.Put("/notices/settings", notices.putNoticeSettings)
	api.Get("/notices/targets", notices.getNoticeTargets)
	api.Post("/notices/devices", notices.postDevice)
	api.Delete("/notices/devices/:id", notices.deleteDevice)
	api.Post("/notices/hooks", notices.postHook)
	api.Delete("/notices/hooks/:id", notices.deleteHook)
	api.Get("/notices/hooks/:id/deliveries", a.counted, own, notices.getDeliveries)
	api.Post("/notices/mail", notices.postMail)
	api.Delete("/notices/mail", notices.deleteMail)
	api.Get("/notices/mail/:token", notices.getMailLink)
	api.Post("/notices/mail/:token", notices.postMailLink)
	api.Post("/notices/test", notices.postNoticeTest)
	api.All("/*", a.getNothing)

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
	a.common.CopyTo(&c.Response().Header)
	header := &c.Request().Header
	way := trail.Trail{Request: trail.ID(string(header.Peek(trail.RequestHeader))), Parent: trail.Parent(string(header.Peek(trail.ParentHeader)))}
	c.Locals(requestKey, way.Request)
	c.Response().Header.Set(trail.RequestHeader, way.Request)
	ctx := newDeadline(callTimeout, start, way)
	defer ctx.end()
	traces := a.cfg.Traces
	if !strings.HasPrefix(c.Path(), "/api") { // files of the site, and probes
		traces = nil
	}
	with, _, s := traces.Server(ctx, c.Method(), "", way)
	c.SetUserContext(with)
	err := c.Next()
	if err != nil {
		err = a.fail(c, err)
	}
	if s != nil {
		s.Route(c.Method(), c.Route().Path)
		s.Status(c.Response().StatusCode())
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
