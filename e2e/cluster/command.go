package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// environ is the environment of everything that is run: what is built here and the unpacked packages come first.
func (c *cluster) environ() []string {
	return append(os.Environ(),
		"LD_LIBRARY_PATH="+c.Libs+":"+filepath.Join(c.Root, "lib", filepath.Base(c.Libs)),
		"XTABLES_LIBDIR="+filepath.Join(c.Libs, "xtables"),
		"PATH="+strings.Join([]string{c.run("path"), c.Bin, filepath.Join(c.Root, "usr/sbin"), filepath.Join(c.Root, "usr/bin"), filepath.Join(c.Root, "sbin"), filepath.Join(c.Root, "bin"), os.Getenv("PATH")}, ":"),
	)
}

// exec runs a command of the unpacked packages and gives what it wrote.
func (c *cluster) exec(ctx context.Context, stdin string, name string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	return output(ctx, c.environ(), stdin, name, args...)
}

// ip runs the machine's own iproute2, with the machine's own libraries.
func (c *cluster) ip(ctx context.Context, args ...string) error {
	_, err := output(ctx, nil, "", "ip", args...)
	return err
}

func (c *cluster) nft(ctx context.Context, rules string) error {
	_, err := c.exec(ctx, rules, filepath.Join(c.Root, "usr/sbin/nft"), "-f", "-")
	return err
}

func (c *cluster) ctr(ctx context.Context, args ...string) (string, error) {
	return c.exec(ctx, "", filepath.Join(c.Bin, "ctr"), append([]string{"-a", c.run("containerd/sock"), "-n", "k8s.io"}, args...)...)
}

// output runs a command; its error says what the command said.
func output(ctx context.Context, env []string, stdin string, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = env
	cmd.Stdin = strings.NewReader(stdin)
	cmd.WaitDelay = time.Second
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil {
		return out.String(), fmt.Errorf("%s %s: %w: %s", filepath.Base(name), strings.Join(args, " "), err, bytes.TrimSpace(complaint.Bytes()))
	}
	return out.String(), nil
}
