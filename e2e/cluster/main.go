// Command cluster starts and stops a real one-node Kubernetes for tests, on a Linux machine where nothing of the kind is
// installed:
//
//	go run . up       builds what is missing, starts the cluster, waits for the node, prints the kubeconfig's path
//	go run . down     stops it and puts the machine back as it was
//	go run . reboot   does to the node what a restart of its machine does
//	go run . status   says what runs
//	go run . images   builds the workload images anew and imports them into the running cluster
//	go run . import FILE
//	                  imports the images of an OCI layout or docker-archive
//
// It is run in its own folder, as root. Everything that it builds and keeps lies in $BERTH_CLUSTER_DIR, by default
// ~/.cache/berth-cluster; what a run writes is in a folder in /var/lib, and gone after it. All listens on loopback or on an address that exists on this machine only, and pods never
// reach a real network: what is outside the cluster is played by a network namespace that answers on every address.
//
// What tests find in it:
//
//   - Images berth/hello, berth/echo, berth/notes, berth/hostile, and berth/shell, which is berth/hello beside a shell,
//     present and in the cluster's registry, which stands in for every registry. There the same images are also under
//     private/, for the user berth with the password berth-test. They listen on $PORT (8080) as user 65532. The templates'
//     program reads BERTH_ORDER, BERTH_NODE, BERTH_REGION, BERTH_SERVICE, BERTH_DISK (/data for berth/notes) and
//     BERTH_DISK_BYTES.
//   - The image berth/official, which starts as root, as most do, listens on port 80 and keeps its data in /data.
//   - Network policies that are enforced, for the API server, the node and the metadata address too; a pod sends nothing
//     before its policies are in force, and no IPv6 ever.
//   - A name server at 10.96.0.10 (kube-system, k8s-app: kube-dns); every name outside is 1.2.3.4, and the outside
//     answers on the ports 22, 25, 53 (UDP), 80, 443, 445, 587, 2379, 6443, 8080 and 10250 of every address, and takes any
//     amount of data.
//   - The storage class local, the default: each volume is a file system of just the size claimed, and its root belongs
//     to the pod's fsGroup only if there is one.
//   - Pods with users of their own (hostUsers: false), and the runtime class gvisor, if gVisor could be built.
//   - At most 512 threads in a pod. Ephemeral storage is looked at every ten seconds.
//   - A node at 10.250.0.1, pods in 10.244.0.0/24, services in 10.96.0.0/16. No IPv6, no AppArmor, no load balancers.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"syscall"
)

const usage = "usage: go run . up|down|reboot|status|images|import FILE"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "cluster:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) == 0 || len(args) != 1 && args[0] != "import" || args[0] == "import" && len(args) != 2 {
		return errors.New(usage)
	}
	c, err := newCluster()
	if err != nil {
		return err
	}
	commands := map[string]func(context.Context) error{"up": c.up, "down": c.down, "reboot": c.reboot, "status": c.status, "images": c.images,
		"import": func(ctx context.Context) error { return c.load(ctx, args[1]) }}
	command, ok := commands[args[0]]
	if !ok {
		return fmt.Errorf("no command %.40q; %s", args[0], usage)
	}
	if args[0] == "status" {
		return command(ctx)
	}
	if err := allowed(); err != nil {
		return err
	}
	unlock, err := c.lock()
	if err != nil {
		return err
	}
	defer unlock()
	return command(ctx)
}

// allowed reports whether this machine and user can run a cluster.
func allowed() error {
	if runtime.GOOS != "linux" {
		return fmt.Errorf("a kubelet needs Linux, this is %s; remedy: run it in a Linux virtual machine", runtime.GOOS)
	}
	if os.Geteuid() != 0 {
		return errors.New("mounts, links and cgroups need root; remedy: run it as root, for example with sudo -E")
	}
	return nil
}
