package gateway

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"path/filepath"
	"time"

	"berth/gateway/admin"
	"berth/gateway/admin/site"
	"berth/gateway/auth"
	"berth/gateway/domain"
	"berth/gateway/door"
	"berth/gateway/edge"
	"berth/gateway/edge/limit"
	"berth/gateway/greet"
	"berth/gateway/isolation"
	"berth/gateway/lease"
	"berth/gateway/lease/book"
	"berth/gateway/lease/tenancy"
	"berth/gateway/local"
	"berth/gateway/manifest"
	"berth/gateway/proxy"
	"berth/gateway/snapshot"
	"berth/gateway/ssh"
	"berth/shared/bundle"
	"berth/shared/endpoint"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/server/internet"
	"berth/shared/wire"
)

// known is what a desk needs to know of orders.
type known struct {
	*book.Book
	roster *tenancy.Roster
}

var _ greet.Orders = known{}

// Recheck implements greet.Orders.
func (k known) Recheck(user eth.Address, id order.ID) bool { return k.roster.Recheck(user, id) }

// assemble makes the parts and joins them.
func (g *Gateway) assemble() error {
	cfg := &g.cfg
	keys, err := cfg.operators()
	if err != nil {
		return err
	}
	domain := cfg.Contracts.Domain()
	serviceURL := func(id order.ID, service string) string { return cfg.origin(proxy.Host(cfg.Domain, id, service)) }
	var starts isolation.Images // a nil *registry.Asker would be one
	if g.users != nil {
		starts = g.users
	}
	g.keeper, err = lease.New(lease.Config{
		Node: cfg.Node, Region: cfg.Region, From: cfg.Contracts.Block, URL: serviceURL, Grace: cfg.Grace, PollEvery: cfg.Poll, Idle: cfg.Idle,
		Chain: g.chain, Cluster: g.cluster, Images: starts, Store: g.ledger,
		Accept:  g.accepts,
		Created: func(user eth.Address, epoch uint32, nonce uint64) { g.desk.Spent(user, epoch, nonce) },
		Voided:  func(user eth.Address, epoch uint32, nonce uint64) { g.desk.Void(user, epoch, nonce) },
		Ended:   func(id order.ID) { g.doors.Ended(id); g.names.Ended(id) },
		Hosts:   func(id order.ID, service string) []string { return g.names.URLs(id, service) },

		Maintenance: func() *wire.Maintenance { return g.office.maintain.Told() },
		Expected:    func(user eth.Address) bool { return g.desk.Expects(user) },
		Log:         g.log, Now: cfg.Now,
	})
	if err != nil {
		return err
	}
	keys.named = func() eth.Address { return g.keeper.Facts().Operator }
	users, err := cfg.blocked()
	if err != nil {
		return err
	}
	if g.blocked, err = greet.NewBlocklist(users, cfg.BlockedFile, g.log); err != nil {
		return err
	}
	flags, err := cfg.settings()
	if err != nil {
		return err
	}
	if err := g.openPolicy(flags, g.blocked); err != nil {
		return err
	}
	if err := g.openAccounts(); err != nil {
		return err
	}
	if err := g.openMaintenance(); err != nil {
		return err
	}
	g.desk = greet.New(cfg.Node, keys.now, domain, g.terms(g.office.policy.InForce()), g.keeper, known{g.keeper.Book, g.keeper.Roster}, g.keeper.Roster, g.ledger,
		g.office.accounts, cfg.Now)
	host, err := endpoint.Host(cfg.Scheme, cfg.Domain)
	if err != nil {
		return err
	}
	if g.auth, err = auth.New(cfg.Node, host, domain, g.keeper.Roster, g.chain, g.ledger, cfg.Now); err != nil {
		return err
	}
	if err := g.openCertificates(); err != nil {
		return err
	}
	g.doors, err = door.New(door.Config{
		Store: g.ledger, Bounds: door.Bounds{PerMinute: cfg.PublicPerMinute, Idle: cfg.SessionIdle, Life: cfg.SessionLife}, Kept: g.keeper.Book.Keeps,
		Changed: func(id order.ID) { g.keeper.Book.Change(id, (*book.Order).Wake) }, Now: cfg.Now,
	})
	if err != nil {
		return err
	}
	g.auth.OnRevoke(g.doors.Revoked)
	if g.names, err = g.openNames(); err != nil {
		return err
	}
	if g.shots, err = g.openSnapshots(); err != nil {
		return err
	}
	if g.backups, err = g.openBackups(); err != nil {
		return err
	}
	speaks, err := g.openSSH(host)
	if err != nil {
		return err
	}
	sources := admin.Sources{
		Orders: g.keeper.Book.States, Quotes: g.desk.Live, Traffic: g.keeper.Book.Traffic, Hosts: g.names.States,
		Head:   func() uint64 { return g.keeper.Facts().Head },
		Polled: func() time.Time { return g.keeper.Facts().Polled },
		Status: g.status, Earning: g.earning, Means: g.means, Endpoints: g.chain.Endpoints,
		Room:   cfg.Room,
		Beside: g.keeper.Viewer.Tallies,
		End: func(ctx context.Context, id order.ID, e wire.AdminEnd) (time.Time, error) {
			act := wire.AdminAct{At: cfg.Now().UTC().Truncate(time.Second), Act: "order-end", From: "this machine"}
			return acts{g}.End(ctx, act, id, e)
		},
	}
	if g.certs != nil { // a nil *certs.Manager would be a Collector
		sources.Certificates = g.certs
	}
	if g.ssh != nil {
		sources.SSH = g.ssh
	}
	g.metrics = admin.New(sources)
	addresses, _ := g.cluster.(proxy.Addresses) // services of the local runtime have none
	g.proxy = proxy.New(proxy.Config{
		Domain: cfg.Domain, Scheme: cfg.Scheme, App: cfg.App, BodyBytes: cfg.BodyBytes, Idle: cfg.Idle,
		AnswerTime: cfg.AnswerTime, AnswerHeadBytes: cfg.AnswerHeadBytes,
		Orders: g.keeper.Book, Hosts: g.names, Dialer: g.cluster, Waker: g.keeper.Waker, Addresses: addresses, Doors: g.doors, Entrance: g.doors, Upstream: cfg.Upstream, Log: g.log,
		Seen: g.metrics.Service, Stays: proxy.Stays{PerOrder: cfg.OpenPerOrder, PerVisitor: cfg.OpenPerVisitor},
	})
	card := wire.Card{
		Version: cfg.Version, Name: cfg.Name, Region: cfg.Region,
		Runtime: cfg.Runtime, Domain: cfg.Domain, Plain: cfg.Scheme == "http", SSH: speaks,
		Limits: wire.Limits{
			BodyBytes: cfg.BodyBytes, ManifestBytes: manifest.MaxBytes, BundleBytes: bundle.MaxBytes,
			IdleSeconds: int(cfg.Idle / time.Second), GraceSeconds: int(cfg.Grace / time.Second),
			HeadBytes: cfg.HeadBytes, HeadSeconds: int(cfg.HeadTime / time.Second),
			AnswerSeconds: int(min(cfg.AnswerTime, cfg.Idle) / time.Second), AnswerHeadBytes: cfg.AnswerHeadBytes,
			OpenPerOrder: cfg.OpenPerOrder, OpenPerVisitor: cfg.OpenPerVisitor, Connections: cfg.Room.Most(), ConnectionsEach: cfg.Room.Each(),
			PublicPerMinute: cfg.PublicPerMinute, SessionIdleSeconds: int(cfg.SessionIdle / time.Second), SessionLifeSeconds: int(cfg.SessionLife / time.Second),
		},
	}
	if cfg.Runtime == "local" {
		card.Images = local.Images()
	}
	if err := g.openOffice(); err != nil {
		return err
	}
	pages, err := site.New(site.Config{Wallet: cfg.Wallet})
	if err != nil {
		return err
	}
	if !pages.Built() {
		g.log.Warn("this gateway was built without its admin pages: see make admin; the admin API is there all the same")
	}
	g.edge = edge.New(edge.Config{
		Domain: cfg.Domain, Scheme: cfg.Scheme, Card: card, Origins: *g.office.policy.InForce().Origins, Admin: g.office.api, AdminPages: pages,
		PerIP: limit.Rate{PerSecond: cfg.GreetPerIP, Burst: 4 * cfg.GreetPerIP}, InAll: limit.Rate{PerSecond: cfg.GreetInAll, Burst: 4 * cfg.GreetInAll},
		Desk: g.desk, Services: g.proxy, Serves: g.proxy.Serves, Domains: g.names, Log: g.log, Traces: g.traces, Seen: g.metrics.API, Greeted: g.greetedOne,
		Orders: g.keeper.Roster, Deployments: g.keeper.Deployer, Checks: g.keeper.Deployer, Revisions: g.keeper.Deployer,
		Views: g.keeper.Viewer, Past: g.keeper.Viewer, Healths: g.keeper.Viewer, Watchers: g.auth, Logs: g.keeper.Viewer, Shells: g.keeper.Viewer, Ports: g.keeper.Viewer, Guard: g.auth, Signatures: g.auth,
		Images: g.images, Tickets: g.doors, Links: g.doors, Exposures: g.doors, Visitors: g.doors,
		Disks: g.shots, Snapshots: g.shots, Archives: g.shots, Uploads: g.shots, Traffic: g.keeper.Disks,
		Backups: g.backups, Plans: g.backups, Restores: g.backups,
	})
	return nil
}

// fetchTime is how long another gateway has to take a connection.
const fetchTime = 10 * time.Second

// openSnapshots makes what keeps copies of disks.
func (g *Gateway) openSnapshots() (*snapshot.Store, error) {
	// Where a snapshot is fetched from is a tenant's word. On this machine alone, where there is no https, other gateways are there too.
	from := &internet.Dialer{Plain: net.Dialer{Timeout: fetchTime}, Port: internet.Web}
	dial := from.DialContext
	if c, ok := g.cluster.(interface{ Closed() []netip.Prefix }); ok {
		from.Closed = c.Closed
	}
	plain := g.cfg.Scheme == "http"
	if plain {
		dial = internet.Anywhere(from.Plain)
	}
	folder := filepath.Join(g.cfg.Data, "snapshots")
	return snapshot.New(snapshot.Config{
		Dir: folder, Quota: snapshot.Quota{Each: g.cfg.Snapshots, Space: uint64(g.cfg.SnapshotSpace) << 20, Life: g.cfg.SnapshotLife},
		Copier: g.keeper.Disks, Orders: g.keeper.Disks, Diary: g.keeper.Disks, Grows: g.cluster.Grows,
		Free: func() (uint64, error) { free, _, err := disk(folder); return free, err },
		Fetch: &http.Transport{
			DialContext: dial, TLSHandshakeTimeout: fetchTime, DisableCompression: true, DisableKeepAlives: true, MaxResponseHeaderBytes: 64 << 10,
		},
		Plain: plain, Log: g.log, Now: g.cfg.Now,
	})
}

// openSSH makes the SSH server, where there is to be one, and gives what clients have to know of it.
func (g *Gateway) openSSH(host string) (*wire.SSH, error) {
	port, err := g.cfg.sshPort()
	if err != nil || port == 0 {
		return nil, err
	}
	key, public, err := ssh.HostKey(filepath.Join(g.cfg.Data, "ssh_host_key"))
	if err != nil {
		return nil, err
	}
	g.ssh = ssh.New(ssh.Config{
		HostKey: key, Keys: g.auth, Orders: g.keeper.Roster, Services: g.keeper.Viewer, Idle: g.cfg.Idle, Log: g.log,
	})
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return &wire.SSH{Host: host, Port: port, Key: public}, nil
}

// openNames makes what has the hosts of users' own.
func (g *Gateway) openNames() (*domain.Names, error) {
	resolver, err := g.cfg.resolver()
	if err != nil {
		return nil, err
	}
	addresses, err := g.cfg.addresses()
	if err != nil {
		return nil, err
	}
	var app []string
	if u, err := url.Parse(g.cfg.App); err == nil && u.Host != "" {
		app = append(app, u.Host)
	}
	var certificates domain.Certificates // a proxy in front has them, or there are none
	if g.certs != nil {
		certificates = hostCertificates{g.certs}
	}
	return domain.New(domain.Config{
		Scheme: g.cfg.Scheme, Domain: g.cfg.Domain, Others: app, ChainID: g.cfg.Contracts.ChainID, Market: g.cfg.Contracts.Market,
		Addresses: addresses, Most: g.cfg.OwnHosts, Resolver: resolver, Certificates: certificates, Orders: g.keeper.Book, Store: g.ledger,
		Happened: func(id order.ID, h wire.Happening) { g.keeper.Book.Change(id, func(o *book.Order) { o.Happened(h) }) },
		Changed:  func(id order.ID) { g.keeper.Book.Change(id, (*book.Order).Note) },
		Log:      g.log, Now: g.cfg.Now,
	})
}

// accepts reports whether an order is on terms that this node gives: another of its keys may have signed for others.
func (g *Gateway) accepts(o *order.Order) bool {
	return g.office.policy.Takes(o)
}
