// Command agent is what a cluster's add-ons do elsewhere. `agent node` runs on the node, enforces network policies and
// makes volumes; `agent dns` runs in a pod and is the name server.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"berth/e2e/cluster/dns"
	"berth/e2e/cluster/netpol"
	"berth/e2e/cluster/volume"

	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		slog.Error("agent ended", "err", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) == 0 || args[0] != "node" && args[0] != "dns" {
		return errors.New("usage: agent node|dns [flags]")
	}
	flags := flag.NewFlagSet("agent", flag.ContinueOnError)
	config := flags.String("kubeconfig", "", "of the cluster; empty: in a pod")
	pods := flags.String("pods", "10.244.0.0/24", "range of the pods' addresses")
	nft := flags.String("nft", "nft", "path of nft")
	volumes := flags.String("volumes", "", "folder of the volumes")
	node := flags.String("node", "node1", "the node's name")
	listen := flags.String("listen", ":53", "the name server's address")
	upstream := flags.String("upstream", "1.1.1.1:53", "name server for all that is not the cluster's")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	rest, err := clientcmd.BuildConfigFromFlags("", *config)
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(rest)
	if err != nil {
		return err
	}
	if args[0] == "dns" {
		return dns.Run(ctx, client, *listen, *upstream, slog.Default())
	}
	ended := make(chan error, 2)
	go func() { ended <- volume.Run(ctx, client, *volumes, *node, slog.Default()) }()
	go func() {
		ended <- netpol.Run(ctx, client, *pods, func(ctx context.Context, rules string) error { return load(ctx, *nft, rules) }, slog.Default())
	}()
	return <-ended
}

// load gives rules to nft, which takes all or none of them.
func load(ctx context.Context, nft, rules string) error {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, nft, "-f", "-")
	cmd.Stdin = strings.NewReader(rules)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("nft: %w: %.500s", err, out)
	}
	return nil
}
