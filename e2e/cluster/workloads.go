package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// workloads are the images that are there from the start, but for those that are to be pulled. The kubelet looks a name such as berth/hello up as
// docker.io/berth/hello:latest. Every registry is played by the cluster's own, which has the same images, so that
// imagePullPolicy may be Always too.
func (c *cluster) workloads() []image {
	const user = "65532:65532"
	list := []image{
		{ref: "localhost/pause:1", bin: filepath.Join(c.Bin, "pause"), user: user},
		{ref: "localhost/agent:1", bin: filepath.Join(c.Bin, "agent"), user: user},
		{ref: "docker.io/berth/hostile:latest", bin: filepath.Join(c.Bin, "hostile"), env: []string{"PORT=8080"}, user: user},
		{ref: "docker.io/berth/official:latest", bin: filepath.Join(c.Bin, "official"), box: filepath.Join(c.Root, "bin", "busybox")}, // of root's
	}
	shell := image{
		ref: "docker.io/berth/shell:latest", bin: filepath.Join(c.Bin, "workload"), box: filepath.Join(c.Root, "bin", "busybox"),
		env: []string{"PORT=8080", "BERTH_IMAGE=berth/hello", "PATH=/bin"}, user: user,
	}
	// What fills volumes and copies disks, for the node's own use.
	list = append(list, image{ref: "docker.io/berth/fill:latest", bin: filepath.Join(c.Bin, "fill"), at: "/fill", disk: filepath.Join(c.Bin, "disk"), user: user})
	// What a platform measures nodes with.
	list = append(list, image{ref: "docker.io/berth/prover:latest", bin: filepath.Join(c.Bin, "prover"), user: user})
	// What the gateway's own trials run, by its public name.
	box := shell
	box.ref = "docker.io/library/busybox:1.37"
	files := shell
	files.ref, files.sftp = "docker.io/berth/files:latest", filepath.Join(c.Bin, "sftp-server")
	seeded := shell // of root's
	seeded.ref, seeded.seed, seeded.user = "docker.io/berth/seeded:latest", true, ""
	list = append(list, shell, box, files, seeded)
	for _, name := range []string{"large", "ample"} {
		list = append(list, image{
			ref: "docker.io/berth/" + name + ":latest", bin: filepath.Join(c.Bin, "workload"), user: user, pad: 192,
			env: []string{"PORT=8080", "BERTH_IMAGE=berth/hello"},
		})
	}
	for _, name := range []string{"berth/hello", "berth/echo", "berth/notes", "berth/task"} {
		list = append(list, image{
			ref: "docker.io/" + name + ":latest", bin: filepath.Join(c.Bin, "workload"), user: user,
			env: []string{"PORT=8080", "BERTH_IMAGE=" + name},
		})
	}
	return list
}

// importImages packs the images and gives them to containerd and to the registry.
func (c *cluster) importImages(ctx context.Context) error {
	all := c.workloads()
	for _, i := range all {
		if name, ok := strings.CutPrefix(i.ref, "docker.io/berth/"); ok {
			if err := i.publish(c.run("registry"), "berth/"+name, "private/"+name); err != nil {
				return fmt.Errorf("publish %s: %w", i.ref, err)
			}
		}
	}
	file := c.run("images.tar")
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer os.Remove(file)
	if err := errors.Join(archive(f, slices.DeleteFunc(all, func(i image) bool { return i.pad > 0 })), f.Close()); err != nil {
		return err
	}
	if _, err := c.ctr(ctx, "images", "import", file); err != nil {
		return fmt.Errorf("import images: %w", err)
	}
	return nil
}

// images builds and imports the images anew. Pods that run keep what they run.
func (c *cluster) images(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 15*time.Minute)
	defer cancel()
	if _, ok := c.recorded("containerd"); !ok {
		return fmt.Errorf("the cluster does not run; remedy: go run . up")
	}
	if err := c.buildTools(ctx); err != nil {
		return err
	}
	if err := c.importImages(ctx); err != nil {
		return err
	}
	for _, i := range c.workloads() {
		fmt.Println(i.ref)
	}
	return nil
}

// load imports the images of an archive, as an operator would who has no registry.
func (c *cluster) load(ctx context.Context, archive string) error {
	if _, ok := c.recorded("containerd"); !ok {
		return fmt.Errorf("the cluster does not run; remedy: go run . up")
	}
	names, err := c.ctr(ctx, "images", "import", archive)
	if err != nil {
		return fmt.Errorf("import %s: %w", archive, err)
	}
	fmt.Print(names)
	return nil
}
