// Command images builds the container images of real services for the test cluster, on a Debian machine that reaches no
// registry of images: out of Debian's packages, npm's and Go's modules. They start as the public images of the same name
// do: as root where those begin as root, with an entry point that gives its folders to a user and becomes that user.
//
//	go run . build [-anew] [NAME…]   builds what is missing, or the images named
//	go run . list                    says which images there are and of what they are made
//
// It is run in its own folder, as root, since the files in an image belong to several users. What it makes lies in
// $BERTH_CLUSTER_DIR/images, by default ~/.cache/berth-cluster/images, in the form that the registry of e2e/cluster serves.
//
// An image is a folder in recipes: recipe.yaml says of what it is made, the other files are put into it. A recipe that has
// not changed, and whose base has not, is not built again. Debian's maintainer scripts do not run: what they would do that
// matters (users, links, caches) is in the recipe.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"
)

const usage = "usage: go run . build [-anew] [NAME…] | list"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "images:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return errors.New(usage)
	}
	recipes, err := loadRecipes()
	if err != nil {
		return err
	}
	switch args[0] {
	case "list":
		for _, r := range recipes {
			if len(r.Names) > 0 {
				fmt.Printf("%-12s %s\n%-12s of %s\n", r.name, r.Names[0], "", r.origin())
			}
		}
		return nil
	case "build":
		flags := flag.NewFlagSet("build", flag.ContinueOnError)
		anew := flags.Bool("anew", false, "build also what has not changed")
		if err := flags.Parse(args[1:]); err != nil {
			return err
		}
		if err := allowed(); err != nil {
			return err
		}
		if os.Getenv(alone) == "" {
			return apart(ctx)
		}
		return build(ctx, recipes, *anew, flags.Args())
	}
	return fmt.Errorf("no command %.40q; %s", args[0], usage)
}

// allowed reports whether images can be built on this machine by this user.
func allowed() error {
	if runtime.GOOS != "linux" || os.Geteuid() != 0 {
		return errors.New("images are built as root on Linux; remedy: run it as root, for example with sudo -E")
	}
	for _, tool := range []string{"apt-get", "dpkg-deb", "tar", "npm"} {
		if _, err := exec.LookPath(tool); err != nil {
			return fmt.Errorf("%s is missing; remedy: a Debian machine with npm", tool)
		}
	}
	return nil
}

// alone is set in the environment of the process that has mounts of its own.
const alone = "BERTH_IMAGES_ALONE"

// apart runs this command once more with mounts that nobody else sees, and that are gone with it however it ends.
func apart(ctx context.Context) error {
	cmd := exec.CommandContext(ctx, "/proc/self/exe", os.Args[1:]...)
	cmd.Env = append(os.Environ(), alone+"=1")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWNS, Pdeathsig: syscall.SIGKILL}
	err := cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.Exited() {
		os.Exit(exit.ExitCode()) // it has said why
	}
	return err
}
