// Command bench compares the gateway, as it is run, with nginx and Caddy in front of the same service: requests a second of
// many connections, their delay at a steady rate, idle WebSockets, and large bodies. All are processes of their own on this
// machine, one of them measured at a time, in rounds that alternate. It prints a Markdown table.
//
// The gateway is the real one, with its chain, keeper, order, cookie and meter; only where its service's connections lead
// is the benchmark's: to the one stub that all others have behind them, too.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"berth/gateway/local"
)

// settings are the flags.
type settings struct {
	rounds   int
	seconds  time.Duration
	conns    int
	rate     int
	sockets  int
	bytes    int64
	caddy    string
	traefik  string
	profile  string
	upstream string
	only     string
	tls      bool
	crowd    bool
}

func main() {
	local.Main()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) > 0 {
		switch args[0] {
		case "stub":
			return stub(ctx, args[1])
		case "gateway":
			return serveGateway(ctx, args[1:])
		case "load":
			return load(args[1])
		}
	}
	var s settings
	f := flag.NewFlagSet("bench", flag.ExitOnError)
	f.IntVar(&s.rounds, "rounds", 3, "rounds, in each of which all are measured once")
	f.DurationVar(&s.seconds, "time", 5*time.Second, "of each measurement")
	f.IntVar(&s.conns, "connections", 64, "that ask as fast as they are answered")
	f.IntVar(&s.rate, "rate", 1000, "requests a second for the delay")
	f.IntVar(&s.sockets, "sockets", 10_000, "idle WebSockets; 0: none")
	f.Int64Var(&s.bytes, "bytes", 1<<30, "of a large body; 0: none")
	f.StringVar(&s.caddy, "caddy", "dist/caddy", "Caddy's binary")
	f.StringVar(&s.traefik, "traefik", "dist/traefik", "Traefik's binary")
	f.StringVar(&s.profile, "profile", "", "file for a CPU profile of the gateway")
	f.StringVar(&s.upstream, "upstream", "own", "the gateway's --upstream")
	f.BoolVar(&s.tls, "tls", false, "between visitors and what is measured")
	f.BoolVar(&s.crowd, "crowd", false, "measure instead what visitors of one service feel of slow clients, of many services, and of who asks for more than there is")
	f.StringVar(&s.only, "only", "", "measure only this, such as gateway")
	if err := f.Parse(args); err != nil {
		return err
	}
	if s.crowd {
		return crowded(ctx, s)
	}
	return compare(ctx, s)
}
