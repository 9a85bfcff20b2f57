// Package attention says what of a node its operator should see to first, and how. It decides from values alone.
package attention

import (
	"slices"
	"strconv"
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
)

// Facts are what it decides from.
type Facts struct {
	Now      time.Time
	Polled   time.Time // when the chain was last heard; zero: not yet
	Unknown  []wire.Unknown
	Known    bool // the chain has answered: what follows is of its last answer
	Node     eth.Address
	Own      eth.Address // of the operator key
	Operator eth.Address // in the registry
	Endpoint string      // in the registry
	Host     string      // the gateway's own, as it would be there

	Registered, Paused bool
	Mismatch           []Mismatch
	Certificates       []wire.AdminCertificate
	DiskFree, DiskAll  uint64        // bytes; 0: not known
	Ahead              time.Duration // that the chain's newest block is ahead of this machine's clock
	Balance, GasPrice  amount.Amount // wei; a price of 0: neither is known
	Stake, Told        amount.Amount // for probation: that quotes ask for, and that the registry tells
	Probation          bool          // there is some
	Behind             uint64        // blocks that the accounts are behind
	Flaws              []wire.AdminFlaw
	Suffix, Local      bool // the domain is on the Public Suffix List; the node is for trying out
	Maintenance        bool
	Failed             int // announcements of ends that failed
	Lacks              Lacks
}

// Lacks is what a Kubernetes cluster was found to be without.
type Lacks struct {
	Fence   bool   // network policies are not enforced
	Disks   bool   // no storage class gives any
	Figures bool   // nobody tells what is used
	Userns  bool   // machines cannot give pods users of their own
	Root    bool   // nothing runs as root, though machines could
	Pods    string // why none of the pods ran that tried it; empty: they did, or none was tried
}

// Mismatch is a dimension of which the registry promises more than the runtime can give.
type Mismatch struct {
	Dimension       resource.Dimension
	Total, Capacity uint64
}

// Levels of wire.AdminAttention, the worst first.
const (
	Error   = "error"
	Warning = "warning"
	Note    = "note"
)

const (
	// Activation is about the gas that it takes to activate an order and, later, to settle it.
	Activation = 250_000
	// fewOrders is below how many of these the operator key's balance is low.
	fewOrders = 100
	// diskParts and diskLeast are when a disk is nearly full: a tenth of it, and less than so many bytes.
	diskParts, diskLeast = 10, 5 << 30
	// ClockDrift is how far ahead of this clock the chain may be: blocks are dated at most so far ahead.
	ClockDrift = 15 * time.Second
	// certSoon is before a certificate's end, when it should have been renewed long ago.
	certSoon = 7 * 24 * time.Hour
	// farBehind is how many blocks the accounts may be behind while nobody need know.
	farBehind = 100
)

// list is what is found.
type list []wire.AdminAttention

func (l *list) add(level, code, text, remedy string, figures ...string) {
	a := wire.AdminAttention{Level: level, Code: code, Text: text, Remedy: remedy}
	for i := 0; i+1 < len(figures); i += 2 {
		if a.Figures == nil {
			a.Figures = map[string]string{}
		}
		a.Figures[figures[i]] = figures[i+1]
	}
	*l = append(*l, a)
}

// List is what needs attention, the most urgent first.
func List(f Facts) []wire.AdminAttention {
	all := list{}
	f.chain(&all)
	f.machine(&all)
	f.terms(&all)
	f.Lacks.list(&all)
	rank := map[string]int{Error: 0, Warning: 1, Note: 2}
	slices.SortStableFunc(all, func(a, b wire.AdminAttention) int { return rank[a.Level] - rank[b.Level] })
	return all
}

func (f Facts) chain(l *list) {
	for _, u := range f.Unknown {
		since := u.Since.UTC().Format(time.RFC3339)
		if u.What == "chain" {
			l.add(Error, "chain-away", "the chain's endpoint has not answered since "+since, "see whether the endpoint of --rpc lives and is in sync; what runs goes on", "since", since)
		} else {
			l.add(Error, "runtime-away", "what runs the services has not answered since "+since, "see whether the cluster's API answers, and whether the gateway's account may ask it", "since", since)
		}
	}
	if !f.Known {
		return
	}
	switch {
	case !f.Registered:
		l.add(Error, "not-registered", "the node is not in the registry, so that nobody finds it", "register it with the node's wallet: Node on chain", "node", f.Node.String())
	case f.Operator != f.Own && f.Node != f.Own:
		l.add(Error, "operator-differs", "the registry names another operator key than this gateway has: its quotes are good for nothing",
			"name "+f.Own.String()+" as the operator, or start the gateway with the other key", "registry", f.Operator.String(), "own", f.Own.String())
	}
	if !f.Registered {
		return
	}
	if f.Paused {
		l.add(Warning, "paused", "the node is paused on chain: it takes no new orders", "end the pause with the node's wallet: Node on chain")
	}
	if f.Endpoint != f.Host {
		l.add(Warning, "endpoint-differs", "the registry leads users to "+f.Endpoint+", and this gateway is "+f.Host, "write this gateway's host into the registry, or set --domain", "registry", f.Endpoint, "own", f.Host)
	}
	for _, m := range f.Mismatch {
		total, capacity := strconv.FormatUint(m.Total, 10), strconv.FormatUint(m.Capacity, 10)
		l.add(Warning, "promises-too-much", "the registry promises more "+string(m.Dimension)+" than the machines can give: "+total+", and there is "+capacity,
			"lower what the registry says, or add machines", "dimension", string(m.Dimension), "total", total, "capacity", capacity)
	}
	if f.Told != f.Stake {
		l.add(Note, "stake-differs", "the registry tells users another stake for the free time than quotes ask for, which bind", "make the two alike", "registry", f.Told.String(), "own", f.Stake.String())
	}
}

func (f Facts) machine(l *list) {
	for _, c := range f.Certificates {
		if c.Error == "" && (c.NotAfter.IsZero() || c.NotAfter.Sub(f.Now) > certSoon) {
			continue
		}
		level := Warning
		until := ""
		if !c.NotAfter.IsZero() {
			until = c.NotAfter.UTC().Format(time.RFC3339)
		}
		if !c.NotAfter.After(f.Now) {
			level = Error
		}
		l.add(level, "certificate", "the certificate of "+c.Name+" cannot be got or renewed", "see what the authority says, and whether the host's DNS leads here", "host", c.Name, "error", c.Error, "until", until)
	}
	if f.DiskAll > 0 && f.DiskFree < min(f.DiskAll/diskParts, diskLeast) {
		l.add(Warning, "disk-low", "the disk of the gateway's data is nearly full", "free some of it: without room quotes and deployments cannot be written down", "free", strconv.FormatUint(f.DiskFree, 10), "total", strconv.FormatUint(f.DiskAll, 10))
	}
	if f.Ahead > ClockDrift {
		s := strconv.FormatInt(int64(f.Ahead/time.Second), 10)
		l.add(Warning, "clock-behind", "this machine's clock is behind the chain's by "+s+" seconds", "set it, and keep it by NTP", "seconds", s)
	}
	if Poor(f.Balance, f.GasPrice) {
		one := f.GasPrice.Mul(Activation)
		orders := strconv.Itoa(int(f.Balance.Over(one)))
		level := Warning
		if f.Balance.Cmp(one) < 0 {
			level = Error
		}
		l.add(level, "gas-low", "the operator key can pay for about "+orders+" more orders", "send the chain's own coin to "+f.Own.String(), "balance", f.Balance.String(), "orders", orders)
	}
	if f.Behind > farBehind {
		n := strconv.FormatUint(f.Behind, 10)
		l.add(Note, "earnings-behind", "earnings and records are still "+n+" blocks behind the chain", "wait: they catch up by themselves", "blocks", n)
	}
}

func (f Facts) terms(l *list) {
	for _, w := range f.Flaws {
		l.add(Error, "setting-void", "a saved setting is not right any more, and the flag's value is in force: "+w.Field, w.Remedy, "field", w.Field)
	}
	if f.Maintenance {
		l.add(Warning, "maintenance", "maintenance is announced: every offer is rejected", "end it once the work is done")
	}
	if f.Failed > 0 {
		n := strconv.Itoa(f.Failed)
		l.add(Warning, "announcements-failed", "the end of "+n+" orders could not be announced on chain yet", "see Maintenance for why; it is tried again", "orders", n)
	}
	if f.Probation && f.Stake.IsZero() && !f.Local {
		l.add(Note, "no-probation-stake", "the free time at the start needs no stake: whoever makes a new account has it again", "set a stake for it: Prices and policy")
	}
	if !f.Suffix && !f.Local {
		l.add(Note, "public-suffix", "the domain is not on the Public Suffix List: a service's page can set cookies that browsers send to other users' services", "have it listed: publicsuffix.org")
	}
}

func (k Lacks) list(l *list) {
	if k.Pods != "" {
		l.add(Warning, "cluster-no-pods", "a pod that tried the cluster did not start: "+k.Pods, "see whether the cluster can pull --probe-image and has room", "why", k.Pods)
	}
	if k.Fence {
		l.add(Warning, "cluster-no-fence", "the cluster does not enforce network policies: services of one order reach those of others, and the cluster itself",
			"for more than trying out, install what enforces them, such as Calico or Cilium")
	}
	if k.Disks {
		l.add(Warning, "cluster-no-disks", "the cluster gives no disks: services that ask for one do not start", "make a storage class the default, or name one by --storage-class")
	}
	if k.Userns {
		l.add(Note, "cluster-no-userns", "machines of the cluster have no user namespaces: services that start as root are refused", "Kubernetes 1.33 or later with containerd 2 or CRI-O, or a runtime class by --sandbox-class")
	}
	if k.Root {
		l.add(Note, "cluster-no-root", "nothing runs as root on this node, and most public images begin so", "kubectl apply -f gateway/kube/confine.yaml, which lets root be in user namespaces alone; the gateway's log says what machines can do")
	}
	if k.Figures {
		l.add(Note, "cluster-no-figures", "nobody tells what services use: users see no charts", "install metrics-server, or give the gateway the right to ask the kubelets")
	}
}

// Poor reports whether a balance of the chain's own coin pays for so few orders that it is said. At no price all pay for enough.
func Poor(balance, price amount.Amount) bool {
	return !price.IsZero() && balance.Cmp(price.Mul(Activation).Mul(fewOrders)) < 0
}
