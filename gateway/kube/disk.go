package kube

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/tools/remotecommand"

	"berth/gateway/archive"
	"berth/gateway/cluster"
	"berth/gateway/kube/api"
	"berth/gateway/kube/build"
	"berth/gateway/kube/carry"
	"berth/gateway/manifest"
)

// Disks are copied by a pod that mounts them: see build.Carrier. Its Job has none of the labels by which the watches find what is this
// realm's, so that it is no service to anything here; the end of the order's namespace is its end, too.

const (
	carrierStart = 3 * time.Minute  // for its image, and for a disk that is attached elsewhere
	noPlaceWait  = 20 * time.Second // for a machine
	carrierGone  = 20 * time.Second
	carrierPoll  = 300 * time.Millisecond
	inUseWait    = 30 * time.Second // for what mounts a disk to end, beside the time that it has for that
	saidBytes    = 64 << 10         // of what the program writes to its standard error
)

var _ cluster.Disker = (*Cluster)(nil)

// HasDisks implements cluster.Disker.
func (c *Cluster) HasDisks() bool { return c.cfg.HelperImage != "" && c.client.Exec != nil }

// Pack implements cluster.Disker.
func (c *Cluster) Pack(ctx context.Context, w cluster.Workload, disk string, still bool, to io.Writer) (archive.Content, error) {
	out := &counted{to: to}
	r, err := c.copyDisk(ctx, w, disk, []string{carry.Tool, "pack", build.CarrierDisk}, still, nil, out)
	switch {
	case out.err != nil:
		return archive.Content{}, out.err
	case err != nil:
		return archive.Content{}, fmt.Errorf("kube: pack %s of order %s: %w", disk, w.Order, err)
	case r.Err() == nil && r.Sent != out.n:
		return archive.Content{}, fmt.Errorf("kube: pack %s of order %s: %d bytes of %d came", disk, w.Order, out.n, r.Sent)
	}
	return r.Content, r.Err()
}

// Unpack implements cluster.Disker.
func (c *Cluster) Unpack(ctx context.Context, w cluster.Workload, disk string, how archive.How, from io.Reader) (archive.Content, error) {
	mib := uint32(0)
	shares, _ := w.Manifest.Share(w.Resources)
	if i := slices.IndexFunc(w.Manifest.Volumes, func(v manifest.Volume) bool { return v.Name == disk }); i >= 0 {
		mib = shares.Volumes[i]
	}
	way := "beside"
	if how.InPlace {
		way = "inplace"
	}
	in := &carry.Frames{From: from}
	r, err := c.copyDisk(ctx, w, disk, []string{carry.Tool, "unpack", build.CarrierDisk, way, strconv.FormatUint(uint64(mib), 10)}, true, in, io.Discard)
	if err != nil {
		return archive.Content{}, fmt.Errorf("kube: unpack %s of order %s: %w", disk, w.Order, err)
	}
	if in.Err != nil && r.Err() != nil {
		err = fmt.Errorf("%w: %w", archive.ErrFrom, in.Err)
		if r.Lost {
			err = errors.Join(err, archive.ErrLost)
		}
		return r.Content, err
	}
	return r.Content, r.Err()
}

// counted counts what it passes on, and notes why it could not.
type counted struct {
	to  io.Writer
	n   uint64
	err error
}

func (c *counted) Write(p []byte) (int, error) {
	n, err := c.to.Write(p)
	c.n += uint64(n)
	if err != nil {
		c.err = err
	}
	return n, err
}

// said keeps the last of what is written to it.
type said struct{ bytes.Buffer }

func (s *said) Write(p []byte) (int, error) {
	n := len(p)
	if over := s.Len() + n - saidBytes; over > 0 {
		s.Next(over)
	}
	s.Buffer.Write(p[max(0, n-saidBytes):])
	return n, nil
}

// copyDisk runs the program in a pod that mounts a disk, and gives what it has said.
func (c *Cluster) copyDisk(ctx context.Context, w cluster.Workload, disk string, command []string, alone bool, in io.Reader, out io.Writer) (r carry.Result, err error) {
	if !c.HasDisks() {
		return r, cluster.ErrNoDisker
	}
	p := c.plan(w)
	s, found := build.CarrierOf(p, disk)
	if !found {
		return r, cluster.ErrNoDisk
	}
	if err := c.hasDisk(ctx, p, disk); err != nil {
		return r, err
	}
	if err := c.uncarry(ctx, p.Namespace()); err != nil { // one that is left over
		return r, err
	}
	users, err := c.users(ctx, p.Namespace(), disk)
	if alone && err == nil {
		users, err = c.awaitUnused(ctx, p, disk)
	}
	if err != nil {
		return r, err
	}
	machine := ""
	for _, u := range users {
		machine = u.Spec.NodeName
	}
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), carrierGone+perCall)
		defer cancel()
		if gone := c.uncarry(ctx, p.Namespace()); gone != nil {
			c.log.Warn("what copies disks is left over; its time ends", "order", w.Order, "err", gone)
		}
	}()
	pod, err := c.carrier(ctx, p, s, disk, machine)
	if err != nil {
		return r, err
	}
	words := &said{}
	o := remotecommand.StreamOptions{Stdout: out, Stderr: words}
	if in != nil {
		o.Stdin = in
	}
	err = c.client.Exec(ctx, pod.Namespace, pod.Name, &corev1.PodExecOptions{
		Container: build.CarrierName, Command: command, Stdin: in != nil, Stdout: true, Stderr: true,
	}, o)
	if ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	if err == nil {
		r, err = carry.Read(words.Bytes())
	}
	if err != nil {
		err = fmt.Errorf("%w; it said %.200q", err, words.String())
		if in != nil {
			err = errors.Join(err, cluster.ErrUnsure)
		}
	}
	return r, err
}

// hasDisk makes sure that there is such a disk, and that its namespace's fences have room for what copies it.
func (c *Cluster) hasDisk(ctx context.Context, p build.Plan, disk string) error {
	ctx, cancel := context.WithTimeout(ctx, perCall)
	defer cancel()
	ns := p.Namespace()
	n, err := c.client.Namespaces.Get(ctx, ns, metav1.GetOptions{})
	if apierrors.IsNotFound(err) || err == nil && (n.DeletionTimestamp != nil || !c.realm.Owns(n.Labels)) {
		return cluster.ErrNoDisk
	}
	if err != nil {
		return fmt.Errorf("namespace: %w", err)
	}
	if _, err := c.client.Disks(ns).Get(ctx, disk, metav1.GetOptions{}); apierrors.IsNotFound(err) {
		return cluster.ErrNoDisk
	} else if err != nil {
		return fmt.Errorf("disk: %w", err)
	}
	if _, err := api.Apply(ctx, c.client.Quotas(ns), build.Quota(p)); err != nil {
		return fmt.Errorf("quota: %w", err)
	}
	if _, err := api.Apply(ctx, c.client.Limits(ns), build.Limits(p)); err != nil {
		return fmt.Errorf("limits: %w", err)
	}
	return nil
}

// users are the pods that have a disk on a machine, or are about to.
func (c *Cluster) users(ctx context.Context, ns, disk string) ([]corev1.Pod, error) {
	ctx, cancel := context.WithTimeout(ctx, perCall)
	defer cancel()
	pods, err := c.client.Pods(ns).List(ctx, metav1.ListOptions{})
	if err != nil {
		return nil, fmt.Errorf("pods: %w", err)
	}
	return slices.DeleteFunc(pods.Items, func(p corev1.Pod) bool {
		over := p.Status.Phase == corev1.PodFailed || p.Status.Phase == corev1.PodSucceeded
		return over || p.Spec.NodeName == "" || p.Labels[build.LabelDisk] != "" || !slices.ContainsFunc(p.Spec.Volumes, func(v corev1.Volume) bool {
			return v.PersistentVolumeClaim != nil && v.PersistentVolumeClaim.ClaimName == disk
		})
	}), nil
}

// awaitUnused waits until no pod has a disk.
func (c *Cluster) awaitUnused(ctx context.Context, p build.Plan, disk string) ([]corev1.Pod, error) {
	wait := inUseWait
	for _, s := range p.Manifest.Services {
		if slices.Contains(s.Disks(), disk) {
			wait = max(wait, inUseWait+time.Duration(s.Grace)*time.Second)
		}
	}
	late := time.Now().Add(wait)
	for {
		users, err := c.users(ctx, p.Namespace(), disk)
		if err != nil || len(users) == 0 {
			return users, err
		}
		if time.Now().After(late) {
			return nil, fmt.Errorf("%w by %s", cluster.ErrInUse, users[0].Name)
		}
		if err := pause(ctx); err != nil {
			return nil, err
		}
	}
}

func pause(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(carrierPoll):
		return nil
	}
}

// carriers are the pods that copy disks in a namespace.
func (c *Cluster) carriers(ctx context.Context, ns string) ([]corev1.Pod, error) {
	ctx, cancel := context.WithTimeout(ctx, perCall)
	defer cancel()
	pods, err := c.client.Pods(ns).List(ctx, metav1.ListOptions{LabelSelector: labels.Set{build.LabelDisk: "copied"}.String()})
	if err != nil {
		return nil, fmt.Errorf("pods: %w", err)
	}
	return pods.Items, nil
}

// carrier starts what copies a disk, and gives its pod once that runs.
func (c *Cluster) carrier(ctx context.Context, p build.Plan, s manifest.Service, disk, machine string) (*corev1.Pod, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, carrierStart, errors.New("what copies disks does not start"))
	defer cancel()
	if _, err := api.Apply(ctx, c.client.Jobs(p.Namespace()), build.Carrier(p, s, disk, machine)); err != nil {
		return nil, fmt.Errorf("what copies disks: %w", err)
	}
	began := time.Now()
	for {
		pods, err := c.carriers(ctx, p.Namespace())
		if err != nil {
			return nil, err
		}
		for i := range pods {
			pod := &pods[i]
			switch pod.Status.Phase {
			case corev1.PodRunning:
				return pod, nil
			case corev1.PodFailed, corev1.PodSucceeded:
				return nil, fmt.Errorf("what copies disks has ended: %s %s", pod.Status.Reason, pod.Status.Message)
			}
			if why := hindered(pod); why != "" {
				return nil, fmt.Errorf("what copies disks cannot start: %s; remedy: see --helper-image", why)
			}
			if time.Since(began) > noPlaceWait && slices.ContainsFunc(pod.Status.Conditions, func(x corev1.PodCondition) bool {
				return x.Type == corev1.PodScheduled && x.Status == corev1.ConditionFalse
			}) {
				return nil, cluster.ErrNoDiskPlace
			}
		}
		if err := pause(ctx); err != nil {
			return nil, err
		}
	}
}

// hindered is why a pod's container does not start, where waiting does not help; empty: it may.
func hindered(p *corev1.Pod) string {
	for _, s := range p.Status.ContainerStatuses {
		if w := s.State.Waiting; w != nil && slices.Contains([]string{"ErrImagePull", "ImagePullBackOff", "InvalidImageName", "CreateContainerError", "RunContainerError", "CreateContainerConfigError"}, w.Reason) {
			return w.Reason + " " + w.Message
		}
	}
	return ""
}

// uncarry ends what copies disks in a namespace, and waits until its pods are gone: a disk may be one machine's alone.
func (c *Cluster) uncarry(ctx context.Context, ns string) error {
	now := metav1.DeletePropagationBackground
	gone, cancel := context.WithTimeout(ctx, perCall)
	err := c.client.Jobs(ns).Delete(gone, build.CarrierName, metav1.DeleteOptions{PropagationPolicy: &now})
	cancel()
	if err != nil && !apierrors.IsNotFound(err) {
		return fmt.Errorf("what copies disks: %w", err)
	}
	for late := time.Now().Add(carrierGone); ; {
		pods, err := c.carriers(ctx, ns)
		if err != nil || len(pods) == 0 {
			return err
		}
		if time.Now().After(late) {
			return fmt.Errorf("pod %s does not end", pods[0].Name)
		}
		if err := pause(ctx); err != nil {
			return err
		}
	}
}
