// Package cluster has the words between what keeps a node's orders and what runs them: workloads, the events that come of
// them, and the small interfaces of a runtime. clustertest has the contract that each runtime passes.
package cluster

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"time"

	"berth/gateway/manifest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/phrase"
	"berth/shared/resource"
	"berth/shared/wire"
)

// Workload is what a runtime is to run for an order. Its name is the order's number, or where that order replaced others
// the first one's: so processes, disks and host names stay where they are when an order is replaced.
type Workload struct {
	Order     order.ID
	Node      eth.Address
	Region    string
	Revision  uint64            // a change of it replaces the processes
	Restart   uint64            // so does a change of this
	Again     map[string]uint64 // and of one of these the processes of that service alone
	Resources resource.Resources
	Manifest  manifest.Manifest
	Spent     bool     // its traffic is used up: its processes reach one another and nobody else
	Asleep    []string // services that are not to run now: their disks and logs stay, and nothing waits for them
}

// Event is a change of one service that runs, or does not.
type Event struct {
	Order    order.ID
	Revision uint64
	Service  string
	Phase    wire.Phase  // scheduled, pulling, starting, ready, asleep, failed
	Text     phrase.Text // plain English, for the order's user
	At       time.Time
	Fetch    wire.Fetch // with pulling: what is known of it
}

// Happening is something that a runtime saw of an order, for its user. It has no Seq and no Count yet.
type Happening struct {
	Order order.ID
	wire.Happening
}

// LogQuery is which lines of a service's log are wanted.
type LogQuery struct {
	Since  time.Time // only later ones; zero: all that are kept
	Tail   int       // at most so many of the last ones; 0: all
	Follow bool      // and those to come, through restarts and new revisions, until the context ends
}

// Use is what a service uses now.
type Use struct {
	CPUMilli    uint32 // mean over the last seconds
	MemoryBytes uint64 // that cannot be reclaimed
	DiskBytes   uint64 // on its disks, and written outside of them
}

// Size is a terminal's.
type Size struct{ Columns, Rows uint16 }

// Terminal is a user's end of a shell.
type Terminal struct {
	In      io.Reader   // what is typed; its end ends the shell
	Out     io.Writer   // what is shown
	Sizes   <-chan Size // the first one is there before the shell starts
	Name    string      // what kind it is, for the variable TERM: see TerminalName; empty: xterm-256color
	Command string      // for /bin/sh, in a shell's place; empty: a shell
}

// TerminalName reports whether a text may be a Terminal's Name: at most 40 letters, digits and signs of a name.
func TerminalName(s string) bool {
	return s != "" && len(s) <= 40 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-+._") == ""
}

// Streams are a user's end of a command without a terminal.
type Streams struct {
	In       io.Reader // its end is the end of what the command reads, and not the command's own
	Out, Err io.Writer
}

// Errors of a Cluster that callers branch on. They come wrapped.
var (
	ErrNotRunning = errors.New("not running")       // Dial, DialPort, Shell, Exec: nothing there to connect to
	ErrNoPort     = errors.New("no such port")      // DialPort: it runs, and takes no connections there
	ErrImage      = errors.New("image not offered") // Apply: this runtime has no such image
	ErrNoLog      = errors.New("no log")            // Log: nothing was written, or it is not kept any more
	ErrNoShell    = errors.New("no shell")          // Shell, Exec: this runtime opens none, or the image has none
)

// Cluster is a runtime: what can run workloads and be connected to. It is safe for concurrent use; calls for one order
// come one after the other. Who needs only a part of it asks for that part.
type Cluster interface {
	Measurer
	Runner
	Inventory
	Dialer
	Porter
	Observer
	Logger
	Meter
	Judge
	Isolator
	Sheller
	Sizer
}

// Measurer tells what a runtime has.
type Measurer interface {
	// Capacity is what the runtime can give to orders in all, whether taken or not.
	// Piece is the CPU, memory and GPU that one machine of several has left at most, less what runs there already; zero:
	// all of it is on one.
	Capacity(ctx context.Context) (all, piece resource.Resources, err error)
}

// Runner runs workloads.
type Runner interface {
	// Apply makes the runtime run a workload, and nothing else, for its order; it returns as soon as that is
	// declared. Applying the same again changes nothing, and applying more resources restarts nothing, nor does Spent.
	// What falls asleep ends, what wakes starts, and the others go on.
	// What comes of it arrives as events.
	Apply(ctx context.Context, w Workload) error
	// Stop ends an order's processes and keeps its disks. Stopping what does not run is no error.
	Stop(ctx context.Context, id order.ID) error
	// Delete ends an order's processes and removes its disks. Deleting what is not there is no error.
	Delete(ctx context.Context, id order.ID) error
}

// Inventory is what a runtime has of orders, known or not.
type Inventory interface {
	// Orders lists the orders of which the runtime has anything, processes or disks.
	Orders(ctx context.Context) ([]order.ID, error)
	// Quarantine ends the processes of an order that nobody knows and marks it; since is when it was marked first. The
	// next Apply takes the mark away.
	Quarantine(ctx context.Context, id order.ID) (since time.Time, err error)
}

// Dialer connects to services.
type Dialer interface {
	// Dial connects to a service's HTTP port. Once a service was told to be ready, it connects until the service ends.
	Dial(ctx context.Context, id order.ID, service string) (net.Conn, error)
}

// Porter connects to any port of services.
type Porter interface {
	// DialPort connects to a TCP port of a service, 1 to 65535: one that its manifest names leads where it leads for the
	// order's other services, any other to the service's process itself, as far as the runtime can do that.
	DialPort(ctx context.Context, id order.ID, service string, port int) (net.Conn, error)
}

// Observer tells what comes of workloads.
type Observer interface {
	// Observe sets who gets the events and the happenings: once, before the first Apply. Those of one service arrive in
	// their order. Happenings may be told again after a restart, with the same At.
	Observe(func(Event), func(Happening))
}

// Logger keeps what services write.
type Logger interface {
	// Log gives a service's lines to take, in their order, in batches as they come. Without Follow it returns after the
	// last one; with it, it waits for the first line of what was applied, and gives the context's error in the end. It
	// works for what was stopped, until that is deleted. An error of take ends it and is given back.
	Log(ctx context.Context, id order.ID, service string, q LogQuery, take func([]wire.LogLine) error) error
}

// Meter measures use.
type Meter interface {
	// Use is what the services of all orders use now, as far as that is known.
	Use(ctx context.Context) (map[order.ID]map[string]Use, error)
	// Moved is how many bytes the processes of each order have moved over the network in all, in and out, since it was
	// first looked at, as of the last Use. What they said to each other may be in it once, though not twice, and what the
	// runtime itself asks them is not. Orders of which nothing is known are left out.
	Moved() map[order.ID]uint64
}

// Judge says what would come of a manifest. It asks nobody and changes nothing.
type Judge interface {
	// Check gives a problem for what a manifest asks for and this runtime cannot do.
	Check(m manifest.Manifest) error
	// Notes are what of a manifest makes no difference on this runtime.
	Notes(m manifest.Manifest) []manifest.Note
	// Beside reports whether next can start beside old, so that old ends only once next answers, or ends nothing of old.
	Beside(old, next Workload) bool
}

// Offers are the ways, beside the plain one, in which a runtime can keep processes apart from its machines now.
type Offers struct {
	Userns  bool   // a machine gives pods user namespaces, and the cluster runs root in nothing less
	Sandbox string // the runtime class with a kernel or a machine of its own; empty: none
}

// Isolator tells how processes can be kept apart from machines.
type Isolator interface {
	// Offers is what the runtime can do now, as far as it has tried. It asks nobody.
	Offers() Offers
}

// Sheller opens shells.
type Sheller interface {
	// Shell runs a shell beside a service's process until it ends or ctx does, and gives its exit code.
	Shell(ctx context.Context, id order.ID, service string, t Terminal) (int, error)
	// Exec does the same with a command for /bin/sh and no terminal. What it has started ends with ctx.
	Exec(ctx context.Context, id order.ID, service, command string, s Streams) (int, error)
	// HasShell reports whether Shell and Exec can work here at all.
	HasShell() bool
}
