// Package api is the node operator's HTTP interface: what berth/shared/wire says of the admin API, on the gateway's own host
// below /admin/api. It knows who calls and whether they may, what was asked, and words for errors; what is done about it is the
// business of the parts, which it asks by interfaces of one to three methods.
package api

import (
	"context"
	_ "embed"
	"log/slog"
	"net/http"
	"time"

	"berth/gateway/admin/session"
	"berth/gateway/answer"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/server/web"
	"berth/shared/wire"
)

// Entrance lets people in; *session.Sessions does.
type Entrance interface {
	Challenge(account eth.Address) (wire.Challenge, error)
	Login(ctx context.Context, req wire.AdminLogin, agent, from string) (secret string, s wire.AdminSession, err error)
	Find(secret string, bearer bool) (session.Who, error)
}

// Sessions shows who is in; *session.Sessions does.
type Sessions interface {
	Own(session.Who) wire.AdminSession
	List(session.Who) []wire.AdminSession
}

// Ends ends sessions; *session.Sessions does.
type Ends interface {
	Logout(session.Who) error
	End(by session.Who, id string) error
	EndOthers(session.Who) error
}

// Standing tells how the node stands.
type Standing interface {
	Overview() (wire.AdminOverview, error)
	Certificates() wire.AdminCertificates
	Node(context.Context) (wire.AdminNode, error)
}

// Orders shows orders; *oversight.Desk does. Their errors are problems.
type Orders interface {
	List(state string, user eth.Address, before order.ID, limit int) wire.AdminOrders
	View(id order.ID) (wire.AdminOrderView, error)
	EndCost(id order.ID) (wire.AdminEndCost, error)
}

// Happened shows what happened to orders and what they used; *tenancy.Viewer does.
type Happened interface {
	Happenings(id order.ID, after uint64, limit int) ([]wire.Happening, error)
	Use(id order.ID, span time.Duration) (wire.Use, error)
}

// Acts does what an operator wants done with an order. End writes to the audit log by itself.
type Acts interface {
	End(ctx context.Context, act wire.AdminAct, id order.ID, e wire.AdminEnd) (time.Time, error)
	Restart(id order.ID) error
	Collect(id order.ID) (wire.AdminCollect, error)
}

// Users tells what users' orders came to; *earn.Accounts does.
type Users interface {
	User(user eth.Address) (wire.AdminUser, error)
}

// Settings are what is set while the gateway runs; *policy.Policy has them.
type Settings interface {
	View() wire.AdminPolicy
	Check(wire.AdminSettings) (flaws []wire.AdminFlaw, diff []wire.AdminDiff, force wire.AdminSettings)
	Save(based uint64, c wire.AdminChange, act wire.AdminAct) (wire.AdminPolicy, error)
}

// History is what was saved; *policy.Policy has it.
type History interface {
	History(before uint64, limit int) (wire.AdminVersions, error)
}

// Blocked are the users who are blocked; *policy.Policy has them.
type Blocked interface {
	Blocked(after eth.Address, limit int) wire.AdminBlocked
	Block(user eth.Address, note string, act wire.AdminAct) error
	Unblock(user eth.Address, act wire.AdminAct) error
}

// Blocking says why a user is blocked; *policy.Policy does.
type Blocking interface {
	Blocking(user eth.Address) *wire.AdminBlocking
}

// Offers tells how the last offers were answered, and how they would be under settings; nil: no others.
type Offers interface {
	Preview(ctx context.Context, s *wire.AdminSettings) wire.AdminPreview
}

// Market tells where the node's prices stand, and what the platform has found out about it.
type Market interface {
	Market(context.Context) (wire.AdminMarket, error)
	Certification(context.Context) (wire.AdminCertification, error)
}

// Audit is who did what; ledger.Admin has it.
type Audit interface {
	Note(acts ...wire.AdminAct) error
	Acts(before uint64, limit int) (page []wire.AdminAct, more bool, err error)
}

// Log is what the gateway logged; *ring.Ring has it.
type Log interface {
	Lines(id order.ID, before uint64, limit int) wire.AdminLog
}

// Money is what there is of it, and what it costs to have it.
type Money interface {
	Money(context.Context) (wire.AdminMoney, error)
	Estimate(context.Context, wire.AdminPayoutRequest) (wire.AdminGas, error)
}

// Entries are what the node was paid; *earn.Accounts has them.
type Entries interface {
	Entries(before string, take func(wire.AdminEntry) (ok bool)) (more bool, err error)
	Counted() wire.AdminCounted
}

// Payouts pays the node out; *payout.Payouts does.
type Payouts interface {
	Begin(req wire.AdminPayoutRequest, by eth.Address) (wire.AdminPayout, error)
	Last() (wire.AdminPayout, bool)
}

// Maintenance is what is announced; *maintain.Maintenance has it.
type Maintenance interface {
	View() wire.AdminMaintenance
	Affected(after order.ID, limit int) wire.AdminAffected
}

// Maintains announces maintenance and ends it; *maintain.Maintenance does.
type Maintains interface {
	Begin(req wire.AdminMaintain, act wire.AdminAct) (wire.AdminMaintenance, error)
	End(act wire.AdminAct) error
}

// Config is what an API is made of. All of it is needed.
type Config struct {
	Scheme  string // http or https: how browsers reach it
	Domain  string // host, with the port if it is not the scheme's own
	Site    func() wire.AdminSite
	Viewers []eth.Address

	Entrance    Entrance
	Sessions    Sessions
	Ends        Ends
	Standing    Standing
	Orders      Orders
	Happened    Happened
	Acts        Acts
	Users       Users
	Settings    Settings
	History     History
	Blocked     Blocked
	Blocking    Blocking
	Offers      Offers
	Market      Market
	Money       Money
	Entries     Entries
	Payouts     Payouts
	Maintenance Maintenance
	Maintains   Maintains
	Audit       Audit
	Lines       Log

	Log *slog.Logger
	Now func() time.Time
	// Seen is told of each request; nil: nobody is.
	Seen func(route string, code int, took time.Duration)
}

// API is an http.Handler for what is below wire.AdminPath on the gateway's own host. What is asked is answered by its rooms.
type API struct {
	seen  func(route string, code int, took time.Duration)
	mux   *http.ServeMux
	sieve *answer.Sieve
	guard *guard

	entry   *entry
	node    *node
	desk    *desk
	rules   *rules
	till    *till
	upkeep  *upkeep
	records *records
}

// New makes an API.
func New(cfg Config) *API {
	clerk, slow := &clerk{cfg.Audit, cfg.Log, cfg.Now}, long{web.NewSeats[string](longEach, maxSessions)}
	a := &API{
		seen: cfg.Seen, mux: http.NewServeMux(), sieve: answer.NewSieve(cfg.Log), guard: newGuard(cfg.Scheme, cfg.Domain, cfg.Entrance),
		node:    &node{cfg.Standing, cfg.Market, slow},
		rules:   &rules{cfg.Settings, cfg.History, cfg.Blocked, cfg.Offers, clerk, slow},
		till:    &till{cfg.Money, cfg.Entries, cfg.Payouts, cfg.Site, clerk, slow},
		upkeep:  &upkeep{cfg.Maintenance, cfg.Maintains, clerk},
		records: &records{cfg.Audit, cfg.Lines},
	}
	a.entry = &entry{a.guard, cfg.Sessions, cfg.Ends, cfg.Site, cfg.Viewers, cfg.Now}
	a.desk = &desk{cfg.Orders, cfg.Happened, cfg.Acts, cfg.Users, cfg.Blocking, a.till, clerk, slow}
	var served []string
	for _, r := range a.routes() {
		a.mux.Handle(r.method+" "+r.path, a.handle(r))
		served = append(served, r.method+" "+r.path)
	}
	answer.Rest(a.mux, served, wire.AdminPath+"/openapi.yaml", a.refuse)
	return a
}

//go:embed openapi.yaml
var spec []byte

func openapi(w http.ResponseWriter, _ *http.Request, _ session.Who) error {
	w.Header().Set("Content-Type", "application/yaml")
	_, err := w.Write(spec)
	return err
}

// ServeHTTP implements http.Handler.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	out := &answer.Recorder{ResponseWriter: w}
	defer answer.Recover(out, r, a.sieve)
	h := w.Header()
	for _, x := range [][2]string{
		{"Cache-Control", "no-store"}, {"X-Content-Type-Options", "nosniff"}, {"X-Frame-Options", "DENY"}, {"Referrer-Policy", "no-referrer"},
		{"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"}, {"Cross-Origin-Resource-Policy", "same-origin"},
	} {
		h.Set(x[0], x[1])
	}
	a.mux.ServeHTTP(out, r)
}
