// Command dev is `make dev`: the demo, and the site built anew whenever a file of the app is saved. Its arguments are the
// demo's. How the site is built is the Makefile's business.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"
)

// site is where `make site-dev` writes the site.
const site = "dist/dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil && ctx.Err() == nil {
		fmt.Fprintln(os.Stderr, "dev:", err)
		os.Exit(1)
	}
}

// run builds the site, starts the demo on it, and builds it again after each change until ctx or the demo ends.
func run(ctx context.Context, args []string) error {
	app := tree{"ui", "shared", "assets"}
	was, err := app.stamp()
	if err != nil {
		return err
	}
	if err := build(ctx); err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		if err := command(ctx, "bin/demo", append([]string{"--site", site}, args...)...).Run(); err != nil {
			return err
		}
		return errors.New("the demo has ended")
	})
	group.Go(func() error { return watch(ctx, app, was) })
	return group.Wait()
}

// watch builds the site after each change since was. A change that does not build is told, and the next one awaited.
func watch(ctx context.Context, app tree, was stamp) error {
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		now, err := app.stamp()
		if err != nil {
			return err
		}
		if now == was {
			continue
		}
		was = now // before the build, so that what is saved meanwhile is built next
		began := time.Now()
		if err := build(ctx); err != nil {
			fmt.Fprintln(os.Stderr, "dev: the site stays as it was:", err)
			continue
		}
		fmt.Printf("dev: the site is new, after %.1f s\n", time.Since(began).Seconds())
	}
}

func build(ctx context.Context) error { return command(ctx, "make", "-s", "-j2", "site-dev").Run() }

// command is a program that says what it has to say here, and is asked to end when ctx does.
func command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 20 * time.Second
	return cmd
}
