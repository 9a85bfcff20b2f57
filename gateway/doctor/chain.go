package doctor

import (
	"context"
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"berth/contracts/chain"
	"berth/gateway/opkey"
	"berth/shared/amount"
	"berth/shared/endpoint"
)

// settings holds them against the rules that a gateway refuses to start without.
func (e *exam) settings(context.Context) (all []Finding) {
	err := e.cfg.Validate()
	if err == nil {
		return fine("they are complete and go together")
	}
	for _, one := range each(err) {
		all = append(all, fail("set it right in the file, the variable or the flag; berth-gateway run --help says what each is", "%v", one)...)
	}
	return all
}

// each are the errors that were joined.
func each(err error) []error {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var all []error
		for _, one := range many.Unwrap() {
			all = append(all, each(one)...)
		}
		return all
	}
	return []error{err}
}

// key sees that the operator key is its owner's alone.
func (e *exam) key(context.Context) []Finding {
	if _, err := opkey.Read(e.cfg.OperatorKey, e.cfg.OperatorPassphrase); err != nil {
		return fail("make one with berth-gateway init, or name the right file with --operator-key @PATH", "the operator key cannot be read: %v", err)
	}
	path, isFile := opkey.Path(e.cfg.OperatorKey)
	if !isFile {
		return warn("put it into a file with the mode 0600 and set operator-key to @ and its path", "the operator key stands in the settings themselves, which more people and programs read than a file of its own")
	}
	info, err := os.Stat(path)
	if err != nil {
		return fail("see that the gateway's user may read it", "%v", err)
	}
	others := fs.FileMode(0o077)
	if !mine(info) {
		others = 0o007 // as a pod has a Secret's files: somebody else's, and its group's to read
	}
	if info.Mode().Perm()&others != 0 {
		return warn("chmod 600 "+path, "others on this machine may read the operator key (%s has the mode %04o)", path, info.Mode().Perm())
	}
	return fine("%s, whose file is for its owner alone", e.told.Operator)
}

// withoutChain says why there is nothing to ask the chain; nil: there is.
func (e *exam) withoutChain() []Finding {
	switch {
	case e.toldErr != nil:
		return skip("the settings have to be right first")
	case e.chainErr != nil:
		return skip("the chain has to be reached first")
	}
	return nil
}

const rpcRemedy = "see that --rpc is the URL of a node of the chain, that it is up, and that this machine may reach it"

// reached asks the chain for its newest block.
func (e *exam) reached(ctx context.Context) []Finding {
	if e.toldErr != nil {
		return skip("the settings have to be right first")
	}
	if e.chainErr != nil {
		return fail(rpcRemedy, "the chain is not reached: %v", e.chainErr)
	}
	head, err := e.chain.Head(ctx)
	if err != nil {
		return fail(rpcRemedy, "the chain is not reached: %v", err)
	}
	if age := e.Now().Sub(head.Time); age > 5*time.Minute {
		return warn("use an endpoint that keeps up with the chain, if this one is behind", "its newest block, %d, is %s old", head.Number, age.Round(time.Second))
	}
	if len(e.ends) == 1 {
		return fine("chain %d is at block %d", e.told.Contracts.ChainID, head.Number)
	}
	silent, strange := e.endpoints(ctx)
	all := fine("chain %d is at block %d, by all %d endpoints", e.told.Contracts.ChainID, head.Number, len(e.ends))
	if len(silent)+len(strange) > 0 {
		all = nil
	}
	for _, of := range []struct {
		names []string
		one   string
		more  string
	}{{silent, "does not answer", "do not answer"}, {strange, "is of another chain, or lies", "are of another chain, or lie"}} {
		if n := len(of.names); n > 0 {
			does := of.more
			if n == 1 {
				does = of.one
			}
			all = append(all, warn("see to it, or take it out of --rpc: the others have to make more than half", "%d of %d endpoints %s: %s", n, len(e.ends), does, strings.Join(of.names, ", "))...)
		}
	}
	return all
}

// endpoints are those that do not answer, and those that know nothing of the contracts, by their hosts: what is behind those may be a secret.
func (e *exam) endpoints(ctx context.Context) (silent, strange []string) {
	errs := make([]error, len(e.ends))
	var all sync.WaitGroup
	for i, c := range e.ends {
		all.Go(func() { errs[i] = c.Verify(ctx) })
	}
	all.Wait()
	for i, err := range errs {
		name := strconv.Itoa(i + 1)
		if u, err := url.Parse(e.cfg.RPC[i]); err == nil {
			name = u.Host
		}
		switch {
		case err == nil:
		case errors.Is(err, chain.ErrNotContract) || strings.Contains(err.Error(), "the addresses are for"):
			strange = append(strange, name)
		default:
			silent = append(silent, name)
		}
	}
	return silent, strange
}

// contracts holds the chain's number and the code at the addresses against what this program was built with.
func (e *exam) contracts(ctx context.Context) []Finding {
	if skipped := e.withoutChain(); skipped != nil {
		return skipped
	}
	err := e.chain.Verify(ctx)
	switch {
	case errors.Is(err, chain.ErrNotContract):
		return fail("get the address file from who deployed the contracts, and a gateway of the version that they were deployed with", "%v", err)
	case err != nil && ctx.Err() == nil && !chain.IsRevert(err) && strings.Contains(err.Error(), "the addresses are for"):
		return fail("--rpc and --addresses must be of one chain", "%v", err)
	case err != nil:
		return fail(rpcRemedy, "the contracts cannot be read: %v", err)
	}
	return fine("the market at %s and all that belongs to it are Berth's", e.told.Contracts.Market)
}

// node is the node's entry; if there is none to be had, findings say why.
func (e *exam) node(ctx context.Context) (chain.Node, []Finding) {
	if skipped := e.withoutChain(); skipped != nil {
		return chain.Node{}, skipped
	}
	n, err := e.chain.Node(ctx, e.cfg.Node)
	if err != nil {
		return n, dunno("", "the registry cannot be read: %v", err)
	}
	return n, nil
}

const registerRemedy = "berth-gateway register prints the transaction that the node's wallet has to send"

// registry looks whether the node is entered with this operator.
func (e *exam) registry(ctx context.Context) []Finding {
	n, found := e.node(ctx)
	if found != nil {
		return found
	}
	switch {
	case !n.Registered():
		return fail(registerRemedy, "node %s is not in the registry", e.cfg.Node)
	case n.Operator == e.told.Next && !n.Operator.IsZero():
		return warn("set operator-key to the next key, and take next-operator-key out", "the registry names the next operator key, %s, already", n.Operator)
	case n.Operator != e.told.Operator && e.cfg.Node != e.told.Operator:
		return fail("have the node's wallet name this key (setOperator; berth-gateway register prints it), or give the gateway the key that is named",
			"the registry names %s as the node's operator, and this key is %s's", n.Operator, e.told.Operator)
	case n.Paused:
		return warn("the node's wallet opens it: setPaused(false), on the page Node of /admin", "the node is in the registry with this operator, and closed for new orders")
	}
	return fine("node %s is entered with this operator", e.cfg.Node)
}

// endpoint holds where the registry says that the node is against where it is.
func (e *exam) endpoint(ctx context.Context) []Finding {
	n, found := e.node(ctx)
	if found != nil {
		return found
	}
	if !n.Registered() {
		return skip("the node has to be in the registry first")
	}
	at, err := endpoint.Parse(n.Endpoint)
	if err != nil {
		return fail(registerRemedy, "the registry has %q, which is no host: %v", n.Endpoint, err)
	}
	if at.Host != e.told.Host || at.Scheme != e.cfg.Scheme {
		return fail(registerRemedy+"; or set domain and scheme to what the registry has", "the registry sends users to %s, and this gateway is %s://%s", at.URL(), e.cfg.Scheme, e.told.Host)
	}
	return fine("the registry sends users to %s", at.URL())
}

// activation is about the gas that starting an order takes, the most frequent of a gateway's transactions.
const activation = 160_000

// gas looks whether the operator key can pay for transactions.
func (e *exam) gas(ctx context.Context) []Finding {
	if skipped := e.withoutChain(); skipped != nil {
		return skipped
	}
	has, err := e.chain.Coins(ctx, e.told.Operator)
	if err != nil {
		return dunno("", "the balance cannot be read: %v", err)
	}
	unit, err := e.chain.Gas(ctx)
	if err != nil {
		return dunno("", "the price of gas cannot be read: %v", err)
	}
	remedy := "send some of the chain's own coin to " + e.told.Operator.String()
	cost := unit.Mul(activation)
	good := amount.Of(1 << 20) // activations, as far as anybody counts
	if !cost.IsZero() && cost.Mul(1<<20).Cmp(has) > 0 {
		good = amount.Of(uint64(has.Over(cost)))
	}
	text := "the operator key has " + has.Round(18, 4) + " of the chain's own coin, good for about " + good.String() + " activations"
	switch {
	case good.Cmp(amount.Of(1)) < 0:
		return fail(remedy, "%s: no order can be started", text)
	case good.Cmp(amount.Of(100)) < 0:
		return warn(remedy, "%s", text)
	case good.Cmp(amount.Of(1<<20)) >= 0:
		return fine("the operator key has %s of the chain's own coin, enough for long", has.Round(18, 4))
	}
	return fine("%s", text)
}

// How far a clock may be off: a little costs nothing, more makes signatures expire early, and announcements late.
const (
	littleOff = 3 * time.Second
	muchOff   = 30 * time.Second
)

// clock holds the machine's against the chain's newest block, which cannot be of the future, and against what servers say.
func (e *exam) clock(ctx context.Context) []Finding {
	if e.toldErr != nil {
		return skip("the settings have to be right first")
	}
	const remedy = "keep the machine's clock by NTP (timedatectl set-ntp true)"
	var off time.Duration // that others are ahead
	seen := ""
	if e.chainErr == nil {
		if head, err := e.chain.Head(ctx); err == nil {
			if ahead := head.Time.Sub(e.Now()); ahead > 0 {
				off = ahead
			}
			seen = "the chain's newest block"
		}
	}
	if d, ok := e.ahead(ctx); ok {
		if seen = "what other servers say"; d.Abs() > off.Abs() {
			off = d
		}
	}
	word := "behind"
	if off < 0 {
		word = "ahead of"
	}
	switch {
	case seen == "":
		return dunno("give --platform URL", "nobody was there to tell the time")
	case off.Abs() > muchOff:
		return fail(remedy, "this machine's clock is %s %s %s", off.Abs().Round(time.Second), word, seen)
	case off.Abs() > littleOff:
		return warn(remedy, "this machine's clock is %s %s %s", off.Abs().Round(time.Second), word, seen)
	}
	return fine("it agrees with %s", seen)
}

// ahead is how far another server's clock is ahead of this one, to about a second: its Date is of whole ones. The platform is
// asked or, without one, the chain's endpoint.
func (e *exam) ahead(ctx context.Context) (time.Duration, bool) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, e.Platform+"/api/info", nil)
	if e.Platform == "" {
		ask := strings.NewReader(`{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":[]}`)
		req, err = http.NewRequestWithContext(ctx, http.MethodPost, e.cfg.RPC[0], ask)
	}
	if err != nil || !strings.HasPrefix(req.URL.Scheme, "http") {
		return 0, false
	}
	req.Header.Set("Content-Type", "application/json")
	began := e.Now()
	resp, err := e.http.Do(req)
	if err != nil {
		return 0, false
	}
	defer resp.Body.Close()
	took := e.Now().Sub(began)
	date, err := http.ParseTime(resp.Header.Get("Date"))
	if err != nil {
		return 0, false
	}
	d := date.Add(time.Second / 2).Sub(began.Add(took / 2))
	if d.Abs() <= took/2+time.Second {
		return 0, true
	}
	return d, true
}
