package lease

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"berth/contracts/chain"
	"berth/contracts/chain/follow/followtest"
	"berth/gateway/cluster"
	"berth/gateway/lease/book"
	"berth/gateway/lease/tenancy"
	"berth/gateway/ledger"
	"berth/gateway/manifest"
	"berth/gateway/manifest/formats"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/wire"
)

var (
	me    = eth.Address{1}
	alice = eth.Address{0xa}
	bob   = eth.Address{0xb}
	half  = resource.Resources{CPUMilli: 500, MemoryMiB: 64, DiskMiB: 10, TrafficMiB: 10}
)

// units are so many whole units a second.
func units(n uint64) amount.Nano { return amount.Of(n).Nano() }

// fakeChain is a chain that tests write block by block. Its orders are what a test says, not what the events come to.
type fakeChain struct {
	*followtest.Chain

	mu     sync.Mutex
	orders map[order.ID]order.Order
	final  map[order.ID]order.Order // nil: nothing is final
	away   bool
	lost   int // so many sends have an unknown outcome, though they go through
	late   bool
	sent   []string
	behind map[order.ID]order.Order // what an endpoint says that is behind; nil: it is not
	asked  int                      // how often it was asked for an order, or for a user's
	blind  bool                     // orders cannot be read, events can
	staked map[eth.Address]amount.Amount
	slow   time.Duration // until the sender of an activation hears of it
}

func newChain() *fakeChain {
	c := &fakeChain{Chain: followtest.NewChain(1), orders: map[order.ID]order.Order{}}
	c.Clock(time.Now)
	return c
}

// block adds a block with events.
func (c *fakeChain) block(events ...chain.Event) { c.Add(events...) }

// rent makes an order.
func (c *fakeChain) rent(id order.ID, user eth.Address, duration uint32) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.orders[id] = order.Order{ID: id, User: user, Node: me, Resources: half, Rate: units(1), Duration: duration, State: order.Created, CreatedAt: time.Now()}
	c.Add(chain.OrderCreated{ID: id, User: user, Node: me, Duration: duration, Quote: order.Quote{Resources: half, Rate: units(1)}})
}

// reorg takes the last n blocks back and makes one more of another fork.
func (c *fakeChain) reorg(n int, orders map[order.ID]order.Order, events ...chain.Event) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.orders = orders
	c.SetBack(n)
	c.Add(events...)
	for range n {
		c.Add()
	}
}

func (c *fakeChain) set(id order.ID, f func(*order.Order)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	o := c.orders[id]
	f(&o)
	c.orders[id] = o
}

func (c *fakeChain) leave(away bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.away = away
	c.Fail(map[bool]int{true: 100}[away])
}

var errAway = errors.New("connection refused")

func (c *fakeChain) gone() error {
	if c.away {
		return errAway
	}
	return nil
}

func (c *fakeChain) Node(context.Context, eth.Address) (chain.Node, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return chain.Node{Address: me, RegisteredAt: time.Now()}, c.gone()
}

func (c *fakeChain) Order(_ context.Context, id order.ID) (order.Order, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked++
	if c.blind {
		return order.Order{}, errAway
	}
	return c.there()[id], c.gone()
}

// there are the orders as they are told.
func (c *fakeChain) there() map[order.ID]order.Order {
	if c.behind != nil {
		return c.behind
	}
	return c.orders
}

func (c *fakeChain) OrderCount(context.Context) (newest order.ID, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for id := range c.there() {
		newest = max(newest, id)
	}
	return newest, c.gone()
}

func (c *fakeChain) LiveOrder(_ context.Context, user, _ eth.Address) (live order.ID, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked++
	for id, o := range c.there() {
		if o.User == user && o.State.Live() {
			live = max(live, id)
		}
	}
	return live, c.gone()
}

func (c *fakeChain) FinalOrder(_ context.Context, id order.ID) (order.Order, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.final == nil {
		return order.Order{}, errors.New("no final block")
	}
	return c.final[id], c.gone()
}

func (c *fakeChain) send(what string, id order.ID, from order.State, f func(*order.Order), event chain.Event) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.gone(); err != nil {
		return err
	}
	c.sent = append(c.sent, fmt.Sprintf("%s %s", what, id))
	o := c.orders[id]
	if o.State != from {
		return &chain.RevertError{Name: "Market_WrongState"}
	}
	if c.late && what == "activate" {
		return &chain.RevertError{Name: "Market_ActivationWindowPassed"}
	}
	f(&o)
	c.orders[id] = o
	c.Add(event)
	if c.lost > 0 {
		c.lost--
		return chain.ErrUnknownOutcome
	}
	return nil
}

func (c *fakeChain) Activate(_ context.Context, id order.ID) error {
	defer time.Sleep(c.slow)
	return c.send("activate", id, order.Created, func(o *order.Order) { o.State, o.ActivatedAt = order.Active, time.Now() }, chain.OrderActivated{ID: id, Node: me})
}

func (c *fakeChain) Cancel(_ context.Context, id order.ID, r order.Reason) error {
	c.mu.Lock()
	from := order.Created
	if c.orders[id].State == order.Active {
		from = order.Active
	}
	c.mu.Unlock()
	return c.send("cancel "+r.String(), id, from, func(o *order.Order) { o.State = order.Cancelled }, chain.OrderCancelled{ID: id, Node: me})
}

func (c *fakeChain) AnnounceEnd(_ context.Context, id order.ID, end time.Time) error {
	return c.send("announce", id, order.Active, func(o *order.Order) { o.AnnouncedAt, o.AnnouncedEnd = time.Now(), end }, chain.EndAnnounced{ID: id, Node: me, End: end})
}

// Entitled is everybody's who has staked.
func (c *fakeChain) Entitled(_ context.Context, user, _ eth.Address) (chain.Entitled, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked++
	return chain.Entitled{First: true, Free: c.staked[user]}, c.gone()
}

func (c *fakeChain) Settle(_ context.Context, id order.ID) error {
	return c.send("settle", id, order.Active, func(o *order.Order) {
		if !time.Now().Before(o.EndsAt()) {
			o.State = order.Completed
		}
	}, chain.OrderCompleted{ID: id, Node: me})
}

// fakeCluster remembers what it was told.
type fakeCluster struct {
	mu      sync.Mutex
	runs    map[order.ID]cluster.Workload
	deleted []order.ID
	fails   int
	observe func(cluster.Event)
	happen  func(cluster.Happening)
	mute    bool // nobody hears of what becomes of a workload
	narrow  bool // no revision has room beside another
	uses    map[order.ID]map[string]cluster.Use
	useErr  error
	moved   map[order.ID]uint64
	offers  cluster.Offers
	disks   map[string]cluster.Disk // of every order
	shell   func(ctx context.Context, service string, t cluster.Terminal) (int, error)
	port    func(port int) (net.Conn, error)
	told    func(cluster.Workload) // told of each Apply
}

func (c *fakeCluster) Capacity(context.Context) (all, piece resource.Resources, err error) {
	return resource.Resources{CPUMilli: 1200, MemoryMiB: 4096, DiskMiB: 4096, TrafficMiB: 1000}, piece, nil
}

func (c *fakeCluster) Apply(_ context.Context, w cluster.Workload) error {
	time.Sleep(time.Millisecond) // nothing starts in no time
	c.mu.Lock()
	if c.fails > 0 {
		c.fails--
		c.mu.Unlock()
		return errors.New("the cluster is away")
	}
	if w.Manifest.Services[0].Isolation == manifest.Rooted && !c.offers.Userns {
		c.mu.Unlock()
		return problem.New(422, problem.NoIsolation, "no machine can keep it apart now")
	}
	c.runs[w.Order] = w
	told, mute := c.told, c.mute
	c.mu.Unlock()
	if told != nil {
		told(w)
	}
	if mute {
		return nil
	}
	c.observe(cluster.Event{Order: w.Order, Revision: w.Revision, Service: w.Manifest.Services[0].Name, Phase: wire.PhaseReady, At: time.Now()})
	return nil
}

func (c *fakeCluster) Stop(_ context.Context, id order.ID) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.runs, id)
	return nil
}

func (c *fakeCluster) Delete(_ context.Context, id order.ID) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.runs, id)
	c.deleted = append(c.deleted, id)
	return nil
}

func (c *fakeCluster) Quarantine(context.Context, order.ID) (time.Time, error) {
	return time.Time{}, nil
}

func (c *fakeCluster) Orders(context.Context) ([]order.ID, error) { return nil, nil }
func (c *fakeCluster) Dial(context.Context, order.ID, string) (net.Conn, error) {
	return nil, cluster.ErrNotRunning
}
func (c *fakeCluster) Observe(f func(cluster.Event), g func(cluster.Happening)) {
	c.observe, c.happen = f, g
}
func (c *fakeCluster) Log(_ context.Context, id order.ID, service string, _ cluster.LogQuery, take func([]wire.LogLine) error) error {
	return take([]wire.LogLine{{Text: id.String() + " " + service}})
}

func (c *fakeCluster) Check(manifest.Manifest) error           { return nil }
func (c *fakeCluster) Notes(manifest.Manifest) []manifest.Note { return nil }
func (c *fakeCluster) Beside(old, next cluster.Workload) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return !c.narrow && old.Order == next.Order && old.Revision < next.Revision
}

func (c *fakeCluster) Use(context.Context) (map[order.ID]map[string]cluster.Use, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.uses, c.useErr
}

func (c *fakeCluster) Moved() map[order.ID]uint64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.moved
}

func (c *fakeCluster) Shell(ctx context.Context, _ order.ID, service string, t cluster.Terminal) (int, error) {
	return c.shell(ctx, service, t)
}
func (c *fakeCluster) Exec(ctx context.Context, _ order.ID, service, command string, s cluster.Streams) (int, error) {
	return c.shell(ctx, service, cluster.Terminal{In: s.In, Out: s.Out, Command: command})
}
func (c *fakeCluster) DialPort(_ context.Context, _ order.ID, _ string, port int) (net.Conn, error) {
	return c.port(port)
}
func (c *fakeCluster) Offers() cluster.Offers {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.offers
}
func (c *fakeCluster) Disks(order.ID) map[string]cluster.Disk {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.disks
}
func (c *fakeCluster) Grows() bool    { return true }
func (c *fakeCluster) HasShell() bool { return c.shell != nil }

func (c *fakeCluster) running(id order.ID) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, ok := c.runs[id]
	return ok
}

// idle is after how long of silence connections to ports end here.
const idle = 8 * time.Minute

type bench struct {
	*Keeper
	*book.Book
	*tenancy.Deployer
	*tenancy.Viewer
	*tenancy.Roster
	chain   *fakeChain
	cluster *fakeCluster
	ledger  *ledger.Ledger
	store   Store            // nil: the ledger itself
	clock   func() time.Time // nil: time.Now
	expects map[eth.Address]bool
	accept  func(*order.Order) bool // nil: any
	stop    func()
}

func newBench(t *testing.T, grace time.Duration) *bench {
	t.Helper()
	l, err := ledger.Open(filepath.Join(t.TempDir(), "l"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	b := &bench{chain: newChain(), cluster: &fakeCluster{runs: map[order.ID]cluster.Workload{}}, ledger: l}
	b.run(t, grace)
	return b
}

// run starts a keeper on what the ledger has.
func (b *bench) run(t *testing.T, grace time.Duration) {
	t.Helper()
	var store Store = b.ledger
	if b.store != nil {
		store = b.store
	}
	k, err := New(Config{
		Node: me, URL: func(id order.ID, s string) string { return s }, Grace: grace, PollEvery: 5 * time.Millisecond, Idle: idle, Reread: 300 * time.Millisecond,
		From: followtest.First, Chain: b.chain, Cluster: b.cluster, Store: store, Now: b.now,
		Accept: b.accept, Expected: func(user eth.Address) bool { return b.expects[user] }, Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	b.Keeper, b.Book, b.Deployer, b.Viewer, b.Roster = k, k.Book, k.Deployer, k.Viewer, k.Roster
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	var once sync.Once
	b.stop = func() {
		once.Do(func() {
			cancel()
			if err := <-done; err != nil {
				t.Error(err)
			}
		})
	}
	t.Cleanup(b.stop)
}

func (b *bench) now() time.Time {
	if b.clock != nil {
		return b.clock()
	}
	return time.Now()
}

func (b *bench) within(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatalf("%s: never", what)
}

func (b *bench) state(id order.ID) (s order.State) {
	b.Look(id, func(o *book.Order) {
		if !o.Stale() {
			s = o.Rec.Order.State
		}
	})
	return s
}

// Workload is told by two parts alike.
func (b *bench) Workload(id order.ID) order.ID { return b.Roster.Workload(id) }

func (b *bench) deploy(t *testing.T, id order.ID, after ...uint64) {
	t.Helper()
	b.within(t, "active", func() bool { return b.state(id) == order.Active })
	const text = `{"template":"hello","service":"web","image":"berth/hello","port":80}`
	m, err := formats.Parse("template", text)
	if err != nil {
		t.Fatal(err)
	}
	var next uint64
	b.Look(id, func(o *book.Order) { next = o.Rec.Revision + 1 })
	if len(after) > 0 {
		next = after[0] + 1
	}
	if err := b.Deploy(id, ledger.Revision{Number: next, Format: "template", Manifest: text}, m, nil); err != nil {
		t.Fatal(err)
	}
	b.within(t, "running", func() bool { return b.cluster.running(b.Workload(id)) })
}

func (b *bench) sent() []string {
	b.chain.mu.Lock()
	defer b.chain.mu.Unlock()
	return slices.Clone(b.chain.sent)
}

func TestActivatesOnceThoughTheOutcomeWasUnknown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.chain.mu.Lock()
		b.chain.lost = 1
		b.chain.mu.Unlock()
		b.chain.rent(1, alice, 1000)
		b.within(t, "active", func() bool { return b.state(1) == order.Active })
		time.Sleep(50 * time.Millisecond)
		if got := b.sent(); len(got) > 2 || b.Live(alice) != 1 {
			t.Errorf("sent %v", got)
		}
	})
}

// TestActivationHeardOfElsewhere: the platform may tell a user of the activation before the node's own transaction is
// known here to be mined.
func TestActivationHeardOfElsewhere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.chain.slow = 200 * time.Millisecond
		b.chain.rent(1, alice, 1000)
		b.within(t, "active on chain", func() bool {
			o, err := b.chain.Order(t.Context(), 1)
			return err == nil && o.State == order.Active
		})
		if o, err := b.Find(t.Context(), alice, 1); err != nil || o.State != order.Active {
			t.Errorf("order %v, %v; want it active", o.State, err)
		}
	})
}

func TestTooLateOrTooMuchIsCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		for id, user := range []eth.Address{{}, alice, bob, {0xc}} {
			if id > 0 {
				b.chain.rent(order.ID(id), user, 1000)
			}
		}
		// 1200 thousandths have room for two halves.
		b.within(t, "two active, one cancelled", func() bool {
			return b.state(1) == order.Active && b.state(2) == order.Active && b.state(3) == order.Cancelled
		})
		if !slices.Contains(b.sent(), "cancel out-of-capacity 3") {
			t.Errorf("sent %v", b.sent())
		}
		late := newBench(t, time.Hour)
		late.chain.mu.Lock()
		late.chain.late = true
		late.chain.mu.Unlock()
		late.chain.rent(1, alice, 1000)
		late.within(t, "cancelled", func() bool { return late.state(1) == order.Cancelled })
		if !slices.Contains(late.sent(), "cancel node-unreachable 1") {
			t.Errorf("sent %v", late.sent())
		}
	})
}

func TestReorganisations(t *testing.T) {
	t.Run("the cancellation goes", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			b := newBench(t, time.Hour)
			b.chain.rent(1, alice, 1000)
			b.deploy(t, 1)
			b.chain.set(1, func(o *order.Order) { o.State = order.Cancelled })
			b.chain.block(chain.OrderCancelled{ID: 1, Node: me, User: alice})
			b.within(t, "stopped", func() bool { return !b.cluster.running(1) && b.Live(alice) == 0 })
			active := b.chain.orders[1]
			active.State, active.ActivatedAt = order.Active, time.Now()
			b.chain.reorg(1, map[order.ID]order.Order{1: active})
			b.within(t, "running again", func() bool { return b.cluster.running(1) && b.Live(alice) == 1 })
			if d, _, _, err := b.View(1); err != nil || !d.GraceUntil.IsZero() || d.Phase != wire.PhaseReady {
				t.Errorf("view: %+v %v", d, err)
			}
		})
	})
	t.Run("the order goes", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			b := newBench(t, time.Hour)
			b.chain.rent(1, alice, 1000)
			b.deploy(t, 1)
			b.chain.reorg(2, map[order.ID]order.Order{})
			b.within(t, "stopped", func() bool { return !b.cluster.running(1) && b.Live(alice) == 0 })
		})
	})
	t.Run("the number becomes another's", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			b := newBench(t, time.Hour)
			b.chain.rent(1, alice, 1000)
			b.deploy(t, 1)
			theirs := order.Order{ID: 1, User: bob, Node: me, Resources: half, Rate: units(1), Duration: 1000, State: order.Active, ActivatedAt: time.Now()}
			b.chain.reorg(2, map[order.ID]order.Order{1: theirs}, chain.OrderCreated{ID: 1, User: bob, Node: me, Quote: order.Quote{Resources: half}}, chain.OrderActivated{ID: 1})
			b.within(t, "cleared", func() bool {
				b.cluster.mu.Lock()
				defer b.cluster.mu.Unlock()
				_, runs := b.cluster.runs[1]
				return !runs && slices.Contains(b.cluster.deleted, 1)
			})
			b.within(t, "bob's", func() bool { return b.Live(bob) == 1 && b.Live(alice) == 0 })
			if d, _, _, err := b.View(1); err != nil || d.Revision != 0 || len(d.Services) != 0 {
				t.Errorf("bob sees %+v %v", d, err)
			}
		})
	})
}

func TestExtensionAtTheVeryEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.chain.rent(1, alice, 1)
		b.deploy(t, 1)
		// The chain goes away before the end; the extension happened, but nobody could see it.
		b.chain.leave(true)
		time.Sleep(1500 * time.Millisecond)
		if !b.cluster.running(1) {
			t.Fatal("it was stopped though nobody knows whether its time is up")
		}
		b.chain.set(1, func(o *order.Order) { o.Duration = 1000 })
		b.chain.leave(false)
		b.within(t, "the longer duration", func() (longer bool) {
			b.Look(1, func(o *book.Order) { longer = o.Rec.Order.Duration == 1000 })
			return longer
		})
		if !b.cluster.running(1) {
			t.Error("it was stopped though its user extended")
		}
	})
}

func TestEndIsSettledOnceAndCollectedWhenFinal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, 0)
		b.chain.rent(1, alice, 1)
		b.deploy(t, 1)
		b.within(t, "completed", func() bool { return b.state(1) == order.Completed })
		if b.cluster.running(1) {
			t.Error("it still runs")
		}
		time.Sleep(100 * time.Millisecond)
		b.cluster.mu.Lock()
		early := len(b.cluster.deleted)
		b.cluster.mu.Unlock()
		if early != 0 {
			t.Error("its data went before the end was final")
		}
		b.chain.mu.Lock()
		b.chain.final = map[order.ID]order.Order{1: b.chain.orders[1]}
		b.chain.mu.Unlock()
		b.within(t, "collected", func() bool {
			b.cluster.mu.Lock()
			defer b.cluster.mu.Unlock()
			return slices.Equal(b.cluster.deleted, []order.ID{1})
		})
		if _, err := b.ledger.Orders(); err != nil {
			t.Error(err)
		}
	})
}

func TestClusterAwayIsTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.cluster.mu.Lock()
		b.cluster.fails = 2
		b.cluster.mu.Unlock()
		b.chain.rent(1, alice, 1000)
		b.deploy(t, 1) // waits until it runs
		b.stop()
		b.cluster.mu.Lock()
		clear(b.cluster.runs)
		b.cluster.mu.Unlock()
		b.chain.leave(true)
		b.run(t, time.Hour)
		b.within(t, "running after a restart, without the chain", func() bool { return b.cluster.running(1) })
	})
}

func TestRefusedDeployments(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		m := manifest.Manifest{Services: []manifest.Service{{Name: "web", Image: "x", Port: 1}}}
		want := func(what string, err error, code problem.Code) {
			t.Helper()
			var p *problem.Problem
			if !errors.As(err, &p) || p.Code != code {
				t.Errorf("%s: got %v, want %s", what, err, code)
			}
		}
		want("no order", b.Deploy(9, ledger.Revision{Number: 1}, m, nil), problem.NotFound)
		b.chain.rent(1, alice, 1000)
		b.within(t, "active", func() bool { return b.state(1) == order.Active })
		want("revision 0", b.Deploy(1, ledger.Revision{Number: 0}, m, nil), problem.WrongRevision)
		want("nothing to stop", b.Switch(1, tenancy.Stop), problem.NotDeployed)
		b.chain.set(1, func(o *order.Order) { o.State = order.Cancelled })
		b.chain.block(chain.OrderCancelled{ID: 1, Node: me})
		b.within(t, "cancelled", func() bool { return b.state(1) == order.Cancelled })
		want("ended", b.Deploy(1, ledger.Revision{Number: 1}, m, nil), problem.OrderEnded)
	})
}
