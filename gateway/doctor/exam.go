package doctor

import (
	"context"
	"crypto/x509"
	"net"
	"net/http"
	"net/netip"
	"time"

	"berth/contracts/chain"
	"berth/gateway"
	"berth/gateway/kube/inspect"
	"berth/gateway/kube/probe"
	"berth/shared/endpoint"
)

// Config is whom the doctor looks at, and with what.
type Config struct {
	Gateway  gateway.Config
	Platform string // base URL of a platform that knows the node, without a slash at its end; empty: none is asked
	// Image is what the pod of the trial on a cluster runs: it has sh and nc. Empty: no trial is made.
	Image string

	Now     func() time.Time // nil: time.Now
	Roots   *x509.CertPool   // that certificates hang on; nil: the system's
	Cluster *inspect.Cluster // nil: as the configuration says
	Waits   probe.Waits      // of the trial; zero: for a real cluster
}

// exam is one look at a node.
type exam struct {
	Config
	cfg      gateway.Config
	told     gateway.Told
	toldErr  error
	chain    *chain.Client
	ends     []*chain.Client // each endpoint of it
	chainErr error
	kube     *inspect.Cluster
	kubeErr  error
	http     *http.Client
	resolver *net.Resolver
}

// Deadlines of checks.
const (
	usual = 15 * time.Second
	long  = 30 * time.Second
	trial = 150 * time.Second
)

// Look looks at everything.
func Look(ctx context.Context, c Config) Report {
	e := begin(ctx, c)
	defer e.end()
	return run(ctx, e.checks())
}

// begin opens what is asked.
func begin(ctx context.Context, c Config) *exam {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Waits == (probe.Waits{}) {
		c.Waits = probe.Patient
	}
	e := &exam{Config: c, cfg: c.Gateway, http: &http.Client{Timeout: usual}, kube: c.Cluster, resolver: net.DefaultResolver}
	e.told, e.toldErr = e.cfg.Told()
	if e.toldErr == nil {
		e.chain, e.ends, e.chainErr = chain.DialAll(ctx, e.cfg.RPC, e.told.Contracts)
	}
	if e.cfg.Runtime == "kube" && e.kube == nil {
		e.kube, e.kubeErr = inspect.Open(e.cfg.Kubeconfig)
	}
	if len(e.cfg.DNSResolvers) > 0 {
		e.resolver = resolver(e.cfg.DNSResolvers[0])
	}
	return e
}

func (e *exam) end() {
	e.http.CloseIdleConnections()
	if e.chain != nil {
		e.chain.Close()
	}
}

// checks are all, in the order in which they are told: what others stand on comes first.
func (e *exam) checks() []check {
	return []check{
		{"settings", usual, e.settings},
		{"key", usual, e.key},
		{"disk", long, e.disk},
		{"chain", usual, e.reached},
		{"contracts", long, e.contracts},
		{"registry", usual, e.registry},
		{"endpoint", usual, e.endpoint},
		{"gas", usual, e.gas},
		{"clock", usual, e.clock},
		{"cluster", usual, e.account},
		{"rights", long, e.onCluster(e.rights)},
		{"reach-pods", usual, e.onCluster(e.reach)},
		{"trial", trial, e.trial},
		{"scratch", usual, e.onCluster(e.scratch)},
		{"figures", usual, e.onCluster(e.figures)},
		{"apart", trial, e.apart},
		{"promise", usual, e.promise},
		{"dns", usual, e.dns},
		{"dns-wildcard", usual, e.wildcard},
		{"ports", usual, e.ports},
		{"certificate", usual, e.certificate},
		{"public-suffix", usual, e.publicSuffix},
		{"prices", long, e.prices},
	}
}

// resolver asks one server, at port 53 where it names none.
func resolver(server string) *net.Resolver {
	if ip, err := netip.ParseAddr(server); err == nil {
		server = netip.AddrPortFrom(ip, 53).String()
	}
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{Timeout: 3 * time.Second}).DialContext(ctx, network, server)
	}}
}

// host is the gateway's host name and port.
func (e *exam) host() (name, port string) {
	name = e.told.Host
	port = "443"
	if e.cfg.Scheme == "http" {
		port = "80"
	}
	if n, p, err := net.SplitHostPort(e.told.Host); err == nil {
		name, port = n, p
	}
	return name, port
}

// local reports whether the gateway is for this machine alone, by its name.
func (e *exam) local() bool {
	name, _ := e.host()
	return endpoint.Local(name)
}
