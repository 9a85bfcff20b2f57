package gateway

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"berth/contracts/chain"
	"berth/gateway/admin/site"
	"berth/gateway/cluster"
	"berth/gateway/domain"
	"berth/gateway/greet"
	"berth/gateway/kube/prepull"
	"berth/gateway/platform"
	"berth/gateway/proxy"
	"berth/gateway/reach"
	"berth/shared/amount"
	"berth/shared/endpoint"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/server/certs"
	"berth/shared/server/listen"
	"berth/shared/server/tracing"
	"berth/shared/server/web"
	"berth/shared/wire"
)

// Config is all that a gateway can be told: flags, or variables named BERTH_ and the flag in capitals with _ for -.
type Config struct {
	Node               eth.Address `required:"" help:"Address of the node in the registry."`
	OperatorKey        string      `required:"" help:"Operator key: 64 hex digits, or @ and the path of a file with them or with Web3 Secret Storage (version 3); the path may begin with $$CREDENTIALS_DIRECTORY."`
	OperatorPassphrase string      `placeholder:"TEXT" help:"Passphrase of such a file: a text, or @ and the path of a file whose first line it is."`
	NextOperatorKey    string      `placeholder:"KEY" help:"Key that the node's wallet is about to name as operator, in the same forms: the gateway goes on with it as soon as the registry names it. Its file need not be there before."`
	RPC                []string    `required:"" name:"rpc" placeholder:"URL" help:"URL of the chain's RPC (http, https, ws, wss); repeatable, or with commas between. Of several the next is asked where one cannot answer; blocks, events, and what an order is count as more than half of those that answer have them, so that three are better than two."`
	Addresses          string      `help:"File with the contracts' addresses." type:"path"`
	ERC1271            bool        `name:"erc1271" default:"true" negatable:"" help:"Accept contract wallets."`

	Listen   string   `help:"Address to listen on; without it :443 where the gateway has certificates itself, else :9100."`
	Domain   string   `required:"" help:"Host of the gateway, with the port if it is not the scheme's own; services are at names under it."`
	Scheme   string   `default:"https" enum:"http,https" help:"How browsers reach it. For https there must be a way to a certificate: --tls-agree, --tls-cert, or --behind-proxy. http is for this machine alone."`
	Origins  []string `default:"*" help:"Origins of pages that may call the API; * for any."`
	App      string   `help:"Base URL of the app, for the links on the gateway's pages."`
	Platform string   `placeholder:"URL" help:"Base URL of a platform that is asked what others charge, for the admin pages, and by doctor whether it reaches the node and what time it is; without it, that of --app."`
	SSH      string   `name:"ssh" placeholder:":2222" help:"Address to speak SSH at: shells, commands, sftp and ports of services for keys that the order's wallet has authorised. None without it. Its host key is ssh_host_key in the data folder, made where it is missing."`
	SSHPort  int      `name:"ssh-port" help:"Port at which clients reach that, where something in front of it has another."`
	Admin    string   `help:"Address of the listener for /livez, /readyz, /metrics and /status, and from the machine itself POST /orders/N/end; none without it."`

	Traces tracing.Settings `embed:""`

	AdminViewers []string `name:"admin-viewer" placeholder:"ADDRESS" help:"Account that may look at the admin pages, beside the node's wallet and the operator key, which may change things there; repeatable."`

	OwnHosts        int      `default:"16" help:"Hosts of their own, such as app.example.org, that users may give to an order's services; 0: none."`
	PublicAddresses []string `name:"public-address" placeholder:"ADDRESS" help:"Address on which the world reaches the gateway, to which such hosts may lead; repeatable. Without it, the addresses that the DNS has of --domain."`
	DNSResolvers    []string `name:"dns-resolver" placeholder:"ADDRESS" help:"DNS resolver that is asked for such hosts, an address with a port if need be; repeatable, asked in turn. Without it, those of /etc/resolv.conf."`

	TLS         certs.Settings `embed:"" prefix:"tls-"`
	ListenHTTP  string         `name:"listen-http" default:":80" help:"Address at which, where the gateway has certificates itself, the authority's questions are answered (HTTP-01) and browsers are sent to https; empty: none."`
	BehindProxy bool           `help:"A reverse proxy, one of --proxies, has the certificates and speaks plain HTTP to the gateway."`

	Proxies       []string `help:"Addresses or networks of reverse proxies whose X-Forwarded-For is believed."`
	ProxyProtocol bool     `help:"Connections of --proxies begin with a PROXY protocol header, version 1 or 2; others' do not."`
	Connections   int      `help:"Most connections of visitors at a time, of which one network may have an eighth; 0: as many as the limit of open files allows."`

	Data       string `default:"data" help:"Folder of the gateway's own data." type:"path"`
	SecretsKey string `help:"File of the key under which users' deployments are sealed on disk; without it, secrets.key in the data folder. Made where it is missing, for a new ledger. A gateway does not start with a ledger whose key is lost: back it up, apart from the ledger." type:"path"`
	Name       string `default:"Berth node" help:"Name that people see."`
	Region     string `default:"" help:"Where it is, such as eu-west."`

	Prices              []string     `name:"price" sep:";" placeholder:"TOKEN:core-hour=0.008,memory-hour=0.001" help:"Prices in a token that is accepted, an address or a symbol of the address file: core-hour, gpu-hour, memory-hour and disk-hour (a GiB), traffic-gib, in whole tokens; what is left out costs nothing. Repeatable, one for each token; no other is accepted, and the first is the default."`
	PriceList           []wire.Price `kong:"-"` // instead of Prices; the discounts are Discounts all the same
	PriceFloorPercent   uint32       `default:"100" help:"Percent of the prices that is asked with nothing taken."`
	PriceCeilingPercent uint32       `default:"100" help:"Percent of the prices that is asked with all taken; in between each price moves with its own dimension's load."`
	Discounts           []string     `name:"discount" placeholder:"168h=5" help:"Percent off for orders that are at least so long, and whose users commit to pay for so long; the longest that fits counts. Repeatable, rising."`
	ReferrerShare       uint16       `default:"0" placeholder:"BASIS-POINTS" help:"Most of what an order earns that a platform may ask for as its referrer, in hundredths of a percent; 0: nothing."`
	Blocked             []string     `placeholder:"ADDRESS" help:"Users whose offers are rejected; orders that they have go on."`
	BlockedFile         string       `help:"File with such users, an address a line, # for comments; read again when it changes." type:"path"`

	Probation     time.Duration `default:"60s" help:"Free time at the start of a user's first order."`
	MinStake      string        `default:"0" placeholder:"TOKENS" help:"Stake that a user needs for the free time, in whole tokens of Berth's own; it is held meanwhile. 0: everybody gets it, as often as they make new accounts."`
	Notice        time.Duration `default:"1h" help:"How long before it ends an order the node announces that, or forfeits as much of what the order earned last. So much is paid out only at the end."`
	MinDuration   time.Duration `default:"1m" help:"Shortest order."`
	MaxDuration   time.Duration `default:"720h" help:"Longest order, extensions included."`
	MaxQuotes     int           `default:"4096" help:"Quotes open at a time."`
	QuoteShare    uint32        `default:"50" help:"Percent of what is free, and of --max-quotes, that quotes of users who never had an order here can take from others."`
	WithdrawEvery time.Duration `help:"How often what orders have earned is settled and paid out to the node's address, all tokens in one transaction, and one for each running order before; 0: never, the node's wallet does."`
	Grace         time.Duration `default:"24h" help:"Time for which an ended order's data is kept."`

	Snapshots     int           `default:"4" help:"Copies of its disks that are kept of an order, together as large as the disks that it bought; they take room in the data folder until the order's data is deleted. 0: none."`
	SnapshotSpace uint64        `default:"20480" placeholder:"MIB" help:"Most that the snapshots of all orders take, in MiB."`
	BackupServers []string      `placeholder:"HOST:PORT" help:"S3 servers for users' backups that may be at any address and without TLS, such as one of this node's own network. All others are reached by https at public addresses only."`
	SnapshotLife  time.Duration `default:"168h" help:"How long a snapshot is kept at most."`

	Runtime         string             `default:"local" enum:"local,kube" help:"What runs the services: local (built-in images, for trying out) or kube."`
	Kubeconfig      string             `help:"Kubernetes client configuration; without it, that of the pod." type:"path"`
	StorageClass    string             `help:"Kubernetes storage class of disks; empty: the cluster's default."`
	RuntimeClass    string             `help:"Kubernetes runtime class of pods; empty: the cluster's default."`
	ReachPods       string             `default:"direct" enum:"direct,api,auto" help:"How pods are connected to: direct, by their addresses; api, through the API server, which is slower and needs the role berth-gateway-forward; auto, by their addresses where this machine has a route of its own there and they answer, else through the API server. Kubernetes only."`
	SandboxClass    string             `help:"Kubernetes runtime class with a kernel or a machine of its own, such as gVisor's or Kata's, for services that ask for it or start as root where there are no user namespaces; confine.yaml has to name it, too. Empty: none."`
	ProbeImage      string             `default:"docker.io/library/busybox:1.37" help:"Image with sh, cat and nc that is run in the cluster for a moment, by the gateway to find out whether machines can run root apart from their own, by the doctor to try networks and disks; empty: nothing is run, and no service runs as root."`
	TryCluster      bool               `help:"Try at the start, with two pods of --probe-image in a namespace of their own, whether network policies are enforced and disks are given. What is missing is logged and stands on the admin pages. Kubernetes only."`
	Registries      []string           `default:"public" placeholder:"HOST" help:"Registries that images may come from: hosts, with a port if need be, *.example.org for all below a name, and public for all at public addresses. Kubernetes only."`
	NoRegistries    []string           `placeholder:"HOST" help:"Registries that no image may come from, even if the list before has them. Kubernetes only."`
	PullAhead       []string           `placeholder:"IMAGE" help:"Public images that are pulled onto all machines ahead, one at a time, and again each day, so that who deploys one does not wait: 40 at most. Needs --helper-image. Kubernetes only."`
	PullAheadMiB    uint32             `name:"pull-ahead-mib" default:"20480" help:"MiB that all of these may be together, as they are fetched. Kubernetes only."`
	HelperImage     string             `placeholder:"IMAGE" help:"Image that has the program which fills volumes from images at their first use, as /fill: the gateway's own has it. Empty: volumes begin empty. Kubernetes only."`
	CachedImages    bool               `help:"Start an image that a machine has without asking its registry whether this user may have it. Only where every kubelet verifies that itself (imagePullCredentialsVerificationPolicy: AlwaysVerify)."`
	ClosedPorts     []string           `default:"25,135-139,445" placeholder:"PORT" help:"Ports of the internet that no service reaches, such as 25 or 135-139. Kubernetes only."`
	PodBandwidth    uint32             `placeholder:"MBIT" help:"Mbit/s of each process in each direction, where the cluster's network plugin knows kubernetes.io/egress-bandwidth; 0: no limit."`
	Capacity        resource.Resources `kong:"-"` // what the runtime gives in all; zero: what the machine has (local), or the cluster (kube)
	BodyBytes       int64              `default:"1073741824" help:"Largest body of a request to a service; 0: any."`
	HeadBytes       int                `default:"65536" help:"Longest head of a request: its line and its header, cookies among them, in bytes."`
	HeadTime        time.Duration      `default:"10s" help:"Longest that a request's head may take to come."`
	AnswerTime      time.Duration      `default:"5m" help:"Longest that a service may take to begin its answer, since the request was passed on; never longer than --idle."`
	AnswerHeadBytes int                `default:"262144" help:"Longest head of a service's answer, in bytes."`
	Idle            time.Duration      `default:"10m" help:"Time after which a silent connection to a service is closed."`
	SessionIdle     time.Duration      `default:"168h" help:"Longest that a visitor's session of a service may be set to last since it was last used; 4h where its owner sets nothing."`
	SessionLife     time.Duration      `default:"720h" help:"Longest that a visitor's session of a service may be set to last in all; 24h where its owner sets nothing."`
	PublicPerMinute int                `default:"6000" help:"Requests a minute of one address to a public service; its owner may set fewer. 0: any number."`
	OpenPerOrder    int                `default:"4096" help:"WebSockets, streams and downloads of visitors of an order's services that may be open for long; one more ends the oldest. 0: any number."`
	OpenPerVisitor  int                `default:"512" help:"As many of one session, share link or, where a service is public, address. 0: any number."`
	Upstream        string             `default:"own" enum:"own,net/http" help:"Client that asks the services: own, or net/http to fall back to."`

	Poll          time.Duration   `default:"1s" help:"How often the chain is asked for its head."`
	GreetPerIP    float64         `default:"50" help:"Greetings and access requests a second of one address."`
	GreetInAll    float64         `default:"500" help:"Greetings and access requests a second in all."`
	Contracts     chain.Addresses `kong:"-"` // instead of Addresses
	Listener      net.Listener    `kong:"-"` // instead of Listen
	AdminListener net.Listener    `kong:"-"` // instead of Admin
	SSHListener   net.Listener    `kong:"-"` // instead of SSH
	HTTPListener  net.Listener    `kong:"-"` // instead of ListenHTTP
	Room          *listen.Room    `kong:"-"` // instead of Connections: shared with other servers of the process
	Wallet        site.Wallet     `kong:"-"` // the demo's, on the admin pages; zero: none
	Log           *slog.Logger    `kong:"-"` // default: slog's
	Version       string          `kong:"-"`
	keys          *operators      // read out of OperatorKey, and what belongs to it, once
	viewers       []eth.Address
	Now           func() time.Time      `kong:"-"` // default: time.Now
	Connect       func() (Chain, error) `kong:"-"` // instead of RPC, for tests

	// Runs puts something around the runtime, for tests; nil: nothing.
	Runs func(cluster.Cluster) cluster.Cluster `kong:"-"`
}

// PlatformURL is the base URL of the platform whose list of nodes is read, without a slash at its end; empty: there is none.
func (c Config) PlatformURL() string {
	base := c.Platform
	if base == "" {
		base = c.App
	}
	return strings.TrimRight(base, "/")
}

// Default is a configuration with the defaults of the flags and nothing else.
func Default() Config {
	return Config{
		ERC1271: true, ListenHTTP: ":80", Scheme: "https", Origins: []string{"*"}, Data: "data", Name: "Berth node",
		OwnHosts:  16,
		Probation: time.Minute, MinStake: "0", Notice: time.Hour, MinDuration: time.Minute, MaxDuration: 720 * time.Hour, MaxQuotes: 4096, Grace: 24 * time.Hour,
		Snapshots: 4, SnapshotSpace: 20480, SnapshotLife: 168 * time.Hour,
		PriceFloorPercent: 100, PriceCeilingPercent: 100, QuoteShare: 50,
		Runtime: "local", ReachPods: "direct", ProbeImage: "docker.io/library/busybox:1.37", PullAheadMiB: 20480, Registries: []string{reach.AnyPublic}, ClosedPorts: reach.ClosedPorts(), BodyBytes: 1 << 30, Idle: 10 * time.Minute,
		HeadBytes: listen.UsualHeadBytes, HeadTime: listen.UsualHeadTime, AnswerTime: 5 * time.Minute, AnswerHeadBytes: proxy.UsualAnswerHeadBytes,
		SessionIdle: 168 * time.Hour, SessionLife: 720 * time.Hour, PublicPerMinute: 6000, OpenPerOrder: 4096, OpenPerVisitor: 512, Upstream: proxy.UpstreamOwn, Poll: time.Second, GreetPerIP: 50, GreetInAll: 500,
	}
}

// Validate finds all that is wrong, at once. Each error names the flag.
func (c *Config) Validate() error {
	var errs []error
	bad := func(flag, format string, args ...any) {
		errs = append(errs, fmt.Errorf("--%s: %s", flag, fmt.Sprintf(format, args...)))
	}
	if err := c.Traces.Check(); err != nil {
		bad("otlp-endpoint", "%v", err)
	}
	if c.Node.IsZero() {
		bad("node", "needs the node's address")
	}
	if (len(c.RPC) == 0 || slices.Contains(c.RPC, "")) && c.Connect == nil {
		bad("rpc", "needs the chain's URL")
	}
	at, err := c.contracts()
	if err != nil {
		bad("addresses", "%v", err)
	} else if _, err := c.prices(at); err != nil {
		errs = append(errs, err)
	}
	if !isDomain(c.Scheme, c.Domain) {
		bad("domain", "%q: must be a host name, with a port if need be, such as n1.example.org", c.Domain)
	}
	if c.Scheme != "http" && c.Scheme != "https" {
		bad("scheme", "%q: must be http or https", c.Scheme)
	}
	c.validateTLS(bad)
	if c.App != "" {
		if u, err := url.Parse(c.App); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			bad("app", "%q: must be a URL", c.App)
		}
	}
	if c.Platform != "" {
		if err := platform.Check(c.Platform); err != nil {
			bad("platform", "%q: %v", c.Platform, err)
		}
	}
	seconds := func(flag string, d, least, most time.Duration) {
		if d < least || d > most || d%time.Second != 0 {
			bad(flag, "%s: must be whole seconds, %s to %s", d, least, most)
		}
	}
	if _, err := c.adminViewers(); err != nil {
		bad("admin-viewer", "%v", err)
	}
	seconds("probation", c.Probation, 0, maxProbation)
	seconds("notice", c.Notice, 0, maxNotice)
	seconds("min-duration", c.MinDuration, time.Second, maxDuration)
	seconds("max-duration", c.MaxDuration, time.Second, maxDuration)
	seconds("grace", c.Grace, 0, 365*24*time.Hour)
	if c.WithdrawEvery != 0 {
		seconds("withdraw-every", c.WithdrawEvery, time.Minute, maxDuration)
	}
	if c.MinDuration > c.MaxDuration {
		bad("min-duration", "it is longer than --max-duration")
	}
	if c.MaxQuotes < 1 || c.MaxQuotes > 1<<20 {
		bad("max-quotes", "must be 1 to %d", 1<<20)
	}
	if c.QuoteShare < 1 || c.QuoteShare > 100 {
		bad("quote-share", "%d: must be 1 to 100", c.QuoteShare)
	}
	if c.PriceFloorPercent < 1 || c.PriceFloorPercent > c.PriceCeilingPercent {
		bad("price-floor-percent", "%d: must be at least 1, and no more than --price-ceiling-percent", c.PriceFloorPercent)
	}
	if c.PriceCeilingPercent > wire.MaxCeiling {
		bad("price-ceiling-percent", "%d: must be at most %d", c.PriceCeilingPercent, wire.MaxCeiling)
	}
	if least, err := c.minStake(); err != nil {
		bad("min-stake", "%v", err)
	} else if !least.IsZero() && !at.IsZero() && at.Staking.IsZero() {
		bad("min-stake", "the address file has no staking contract, so that nobody has a stake")
	}
	if c.ReferrerShare > wholeShare {
		bad("referrer-share", "%d: must be 0 to %d basis points", c.ReferrerShare, wholeShare)
	}
	if _, err := c.discounts(); err != nil {
		bad("discount", "%v", err)
	}
	if _, err := c.blocked(); err != nil {
		bad("blocked", "%v", err)
	}
	if _, err := greet.NewBlocklist(nil, c.BlockedFile, nil); err != nil {
		bad("blocked-file", "%v", err)
	}
	if c.Runtime != "local" && c.Runtime != "kube" {
		bad("runtime", "%q: must be local or kube", c.Runtime)
	}
	if _, err := reach.NewRegistries(c.Registries, c.NoRegistries); err != nil {
		bad("registries", "%v", err)
	}
	if n := len(c.PullAhead); n > 0 && c.HelperImage == "" {
		bad("pull-ahead", "needs --helper-image, whose program runs in the images")
	} else if n > prepull.MostImages {
		bad("pull-ahead", "%d images: must be %d at most", n, prepull.MostImages)
	}
	if _, err := reach.OpenPorts(c.ClosedPorts); err != nil {
		bad("closed-ports", "%v", err)
	}
	if c.Upstream != proxy.UpstreamOwn && c.Upstream != proxy.UpstreamStandard {
		bad("upstream", "%q: must be own or net/http", c.Upstream)
	}
	if c.Idle < time.Second {
		bad("idle", "must be at least 1s")
	}
	seconds("head-time", c.HeadTime, time.Second, 5*time.Minute)
	seconds("answer-time", c.AnswerTime, time.Second, 24*time.Hour)
	if c.HeadBytes < leastHead || c.HeadBytes > mostHead {
		bad("head-bytes", "%d: must be %d to %d", c.HeadBytes, leastHead, mostHead)
	}
	if c.AnswerHeadBytes < leastHead || c.AnswerHeadBytes > mostHead {
		bad("answer-head-bytes", "%d: must be %d to %d", c.AnswerHeadBytes, leastHead, mostHead)
	}
	seconds("session-idle", c.SessionIdle, time.Minute, 365*24*time.Hour)
	seconds("session-life", c.SessionLife, time.Minute, 365*24*time.Hour)
	if c.PublicPerMinute < 0 || c.OpenPerOrder < 0 || c.OpenPerVisitor < 0 {
		bad("public-per-minute", "must be 0 or more, and so must --open-per-order and --open-per-visitor")
	}
	if c.Poll < 10*time.Millisecond {
		bad("poll", "must be at least 10ms")
	}
	if c.GreetPerIP <= 0 || c.GreetInAll <= 0 {
		bad("greet-per-ip", "must be a positive number, and so must --greet-in-all")
	}
	if c.Snapshots < 0 || c.Snapshots > maxSnapshots {
		bad("snapshots", "%d: must be 0 to %d", c.Snapshots, maxSnapshots)
	}
	if c.SnapshotSpace >= 1<<40 {
		bad("snapshot-space", "more MiB than there are")
	}
	if c.SnapshotLife <= 0 {
		bad("snapshot-life", "must be more than 0")
	}
	if c.OwnHosts < 0 || c.OwnHosts > maxOwnHosts {
		bad("own-hosts", "%d: must be 0 to %d", c.OwnHosts, maxOwnHosts)
	}
	if _, err := c.addresses(); err != nil {
		bad("public-address", "%v", err)
	}
	if _, err := c.resolver(); err != nil {
		bad("dns-resolver", "%v", err)
	}
	if _, err := web.ParseProxies(c.Proxies); err != nil {
		bad("proxies", "%v", err)
	}
	if _, err := c.sshPort(); err != nil {
		bad("ssh", "%v", err)
	}
	if c.ProxyProtocol && len(c.Proxies) == 0 {
		bad("proxy-protocol", "needs --proxies: whose word is believed")
	}
	if c.Connections < 0 {
		bad("connections", "must be 0 or more")
	}
	if c.BodyBytes < 0 {
		bad("body-bytes", "must be 0 or more")
	}
	if _, err := c.operators(); err != nil {
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// validateTLS finds what is wrong with how browsers reach the gateway safely.
func (c *Config) validateTLS(bad func(flag, format string, args ...any)) {
	c.TLS.Validate(bad)
	switch {
	case c.Scheme == "http" && (c.TLS.Any() || c.BehindProxy):
		bad("scheme", "http has no certificates; remedy: https, or without the flags for them")
	case c.Scheme != "https":
	case !c.TLS.Any() && !c.BehindProxy:
		bad("scheme", "https needs a way to a certificate: %s", certs.Ways)
	case c.TLS.Any() && c.BehindProxy:
		bad("behind-proxy", "either the proxy has the certificates or the gateway; remedy: without the --tls flags, or without it")
	case c.BehindProxy && len(c.Proxies) == 0:
		bad("behind-proxy", "needs --proxies: which one is in front")
	}
}

// Bounds of what an order on chain can say, and the whole of what an order earns in basis points.
const (
	maxDuration  = (1<<28 - 1) * time.Second
	maxNotice    = (1<<22 - 1) * time.Second
	maxProbation = 7 * 24 * time.Hour
	wholeShare   = 10_000
)

// Bounds of what an operator may set for a head, in bytes: what browsers send by themselves has to fit, and each is held in
// memory.
const (
	leastHead = 8 << 10
	mostHead  = 1 << 20
)

// maxSnapshots bounds what an operator may allow of an order.
const maxSnapshots = 100

// maxOwnHosts bounds what an order's user may be allowed: each host is looked up again and again.
const maxOwnHosts = 256

// resolvConf has the machine's resolvers.
const resolvConf = "/etc/resolv.conf"

// resolver asks the DNS. A machine without resolvers has one that knows nothing.
func (c *Config) resolver() (*domain.Resolver, error) {
	servers, now := c.DNSResolvers, c.Now
	if len(servers) == 0 {
		servers, _ = domain.SystemServers(resolvConf) // each look says that there is none
	}
	if now == nil {
		now = time.Now
	}
	return domain.NewResolver(servers, now)
}

// addresses are those on which the world reaches the gateway, as far as it was told.
func (c *Config) addresses() (all []netip.Addr, err error) {
	for _, s := range c.PublicAddresses {
		a, err := netip.ParseAddr(s)
		if err != nil || a.Zone() != "" {
			return nil, fmt.Errorf("%q: must be an address, such as 203.0.113.7", s)
		}
		all = append(all, a.Unmap())
	}
	return all, nil
}

// contracts are the addresses that the gateway is told, or those of the file.
func (c *Config) contracts() (chain.Addresses, error) {
	switch {
	case !c.Contracts.IsZero():
		return c.Contracts, c.Contracts.Validate()
	case c.Addresses == "":
		return chain.Addresses{}, errors.New("needs the file with the contracts' addresses")
	}
	return chain.LoadAddresses(c.Addresses)
}

// minStake reads what a user must have staked for the free time, in token units.
func (c *Config) minStake() (amount.Amount, error) {
	a, err := amount.ParseUnits(c.MinStake, chain.NativeDecimals)
	if err != nil {
		return a, fmt.Errorf("%q: must be a number of whole tokens, such as 100 or 0.5", c.MinStake)
	}
	if a.Bits() > 96 {
		return a, fmt.Errorf("%q: more than an order can say", c.MinStake)
	}
	return a, nil
}

// sshPort is the port at which clients reach the SSH server; 0: there is none.
func (c *Config) sshPort() (int, error) {
	at := c.SSH
	if c.SSHListener != nil {
		at = c.SSHListener.Addr().String()
	}
	switch {
	case at == "" && c.SSHPort != 0:
		return 0, errors.New("--ssh-port says where it is reached, and there is none")
	case at == "":
		return 0, nil
	case c.SSHPort < 0 || c.SSHPort > 65535:
		return 0, fmt.Errorf("--ssh-port: %d: must be 1 to 65535", c.SSHPort)
	case c.SSHPort != 0:
		return c.SSHPort, nil
	}
	_, port, err := net.SplitHostPort(at)
	n, perr := strconv.ParseUint(port, 10, 16)
	if err != nil || perr != nil || n == 0 {
		return 0, fmt.Errorf("%q: must be an address with a port, such as :2222", at)
	}
	return int(n), nil
}

// isDomain reports whether a text is a host name, with a port or none: no address.
func isDomain(scheme, domain string) bool {
	host, err := endpoint.Host(scheme, domain)
	if err != nil {
		return false
	}
	u, err := url.Parse(scheme + "://" + host)
	return err == nil && net.ParseIP(u.Hostname()) == nil
}

// String does not show the key.
func (c Config) String() string { return "gateway of node " + c.Node.String() + " at " + c.Domain }

// origin is the origin of a host here.
func (c *Config) origin(host string) string { return c.Scheme + "://" + host }
