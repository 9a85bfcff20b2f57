// Command agent is what a cluster's add-ons do elsewhere: `agent node` enforces network policies on the node.
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

	"berth/e2e/cluster/netpol"

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
	if len(args) == 0 || args[0] != "node" {
		return errors.New("usage: agent node [flags]")
	}
	flags := flag.NewFlagSet("agent", flag.ContinueOnError)
	config := flags.String("kubeconfig", "", "of the cluster; empty: in a pod")
	pods := flags.String("pods", "10.244.0.0/24", "range of the pods' addresses")
	nft := flags.String("nft", "nft", "path of nft")
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
	return netpol.Run(ctx, client, *pods, func(ctx context.Context, rules string) error { return load(ctx, *nft, rules) }, slog.Default())
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
