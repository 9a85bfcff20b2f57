// Package prepull pulls images onto a cluster's machines before anybody asks for them, so that the first who deploys one does not wait.
// Which ones its operator says: a gateway has no catalogue. One image at a time is pulled, onto one machine at a time, by a pod
// that has no more than its order's pods have, without any credentials, and that runs nothing of the image: a program of the
// helper's image is put in, which ends at once. Nothing stays in the cluster but the images, which the kubelet removes when it wants
// the room.
package prepull

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/gateway/cluster"
	"berth/gateway/kube/api"
	"berth/gateway/kube/build"
	"berth/gateway/kube/probe"
	"berth/gateway/kube/verdict"
	"berth/gateway/manifest"
	"berth/gateway/reach"
	"berth/shared/resource"
)

// MostImages is how many images there may be.
const MostImages = 40

const (
	refreshEvery = 24 * time.Hour // since tags move
	lookEvery    = 5 * time.Minute
	perImage     = 15 * time.Minute // for one machine
	giveUp       = time.Minute      // on an image that cannot be had
	perCall      = 10 * time.Second
	unknownMiB   = 1024 // that an image counts for whose registry does not say how large it is
)

// Config is what is pulled, and how.
type Config struct {
	Client     *api.Client
	Realm      build.Realm // the gateway's
	Account    func(ctx context.Context) (string, error)
	Images     []string
	Helper     string // image with /fill
	MostMiB    uint32 // of all images together, as they are fetched
	Registries reach.Registries
	Cached     bool // a machine that has an image does not ask its registry
	Class      string
	Weigh      func(ctx context.Context, image string) (mib uint32, known bool) // how much is fetched
	Log        *slog.Logger
	Waits      probe.Waits
	Now        func() time.Time
}

// Puller pulls.
type Puller struct {
	cfg    Config
	pulled map[string]time.Time // by machine and image: when it was pulled, or could not be
}

// New makes one.
func New(c Config) *Puller {
	if c.Now == nil {
		c.Now = time.Now
	}
	return &Puller{cfg: c, pulled: map[string]time.Time{}}
}

// Run pulls until life ends. Without images it takes away what a gateway that was killed while it pulled has left, and ends.
func (p *Puller) Run(life context.Context) {
	if len(p.cfg.Images) == 0 {
		ctx, cancel := context.WithTimeout(life, perCall)
		defer cancel()
		if err := p.clear(ctx); err != nil && life.Err() == nil {
			p.cfg.Log.Info("what was left of images being pulled ahead stays", "err", err)
		}
		return
	}
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		if err := p.Round(life); err != nil && life.Err() == nil {
			p.cfg.Log.Warn("images cannot be pulled ahead now", "err", err)
		}
		select {
		case <-life.Done():
			return
		case <-tick.C:
		}
	}
}

// task is one image for one machine.
type task struct{ machine, host, image string }

// Round pulls what is due, and takes away again what it makes.
func (p *Puller) Round(ctx context.Context) (err error) {
	due, err := p.due(ctx)
	if err != nil || len(due) == 0 {
		return err
	}
	account, err := p.cfg.Account(ctx)
	if err != nil {
		return err
	}
	first := p.plan(due[0], account)
	if err := probe.Settle(ctx, p.cfg.Client, first, p.cfg.Waits); err != nil {
		return err
	}
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), perCall)
		defer cancel()
		err = errors.Join(err, p.clear(ctx))
	}()
	for _, t := range due {
		began := p.cfg.Now()
		why, err := p.pull(ctx, p.plan(t, account), t)
		if err != nil {
			return err
		}
		p.pulled[t.machine+" "+t.image] = p.cfg.Now()
		if took := p.cfg.Now().Sub(began).Round(time.Second); why == "" {
			p.cfg.Log.Info("an image was pulled ahead", "machine", t.machine, "image", t.image, "took", took)
		} else {
			p.cfg.Log.Warn("an image was not pulled ahead", "machine", t.machine, "image", t.image, "why", why)
		}
	}
	return nil
}

// due is what is to be pulled now, in the order of the list: as much as fits into what all may be.
func (p *Puller) due(ctx context.Context) (all []task, err error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	nodes, err := p.cfg.Client.Nodes.List(ctx, metav1.ListOptions{ResourceVersion: "0"})
	if err != nil {
		return nil, fmt.Errorf("nodes: %w", err)
	}
	now := p.cfg.Now()
	var sum uint64
	for _, image := range p.cfg.Images[:min(len(p.cfg.Images), MostImages)] {
		var some []task
		for _, n := range nodes.Items {
			host := n.Labels[corev1.LabelHostname]
			last, done := p.pulled[n.Name+" "+image]
			if host != "" && verdict.Machines([]corev1.Node{n}) > 0 && (!done || now.Sub(last) >= refreshEvery) {
				some = append(some, task{n.Name, host, image})
			}
		}
		if len(some) == 0 && p.known(image) {
			sum += p.weigh(ctx, image)
			continue
		}
		if p.cfg.Registries.Judge(image) == reach.Refused {
			p.cfg.Log.Warn("an image is not pulled ahead: its registry is not among those that images may come from", "image", image)
			continue
		}
		if mib := p.weigh(ctx, image); sum+mib <= uint64(p.cfg.MostMiB) {
			sum += mib
			all = append(all, some...)
		} else if len(some) > 0 {
			p.cfg.Log.Warn("an image is not pulled ahead: there is no room left for it", "image", image, "mib", mib, "taken", sum, "most", p.cfg.MostMiB)
		}
	}
	return all, nil
}

// known reports whether an image was pulled onto some machine.
func (p *Puller) known(image string) bool {
	for key := range p.pulled {
		if strings.HasSuffix(key, " "+image) {
			return true
		}
	}
	return false
}

func (p *Puller) weigh(ctx context.Context, image string) uint64 {
	if p.cfg.Weigh != nil {
		if mib, known := p.cfg.Weigh(ctx, image); known {
			return uint64(mib)
		}
	}
	return unknownMiB
}

// Names in the pods.
const (
	service = "pull"
	folder  = "/.berth-ahead"
)

// plan is a pod that ends at once, of an image, in a realm of which no gateway is: it is no order of anybody's.
func (p *Puller) plan(t task, account string) build.Plan {
	sum := sha256.Sum256(append([]byte("images pulled ahead"), p.cfg.Realm.Node[:]...))
	realm := p.cfg.Realm
	copy(realm.Node[:], sum[:])
	tool := []manifest.Temp{{Name: "tool", Path: folder, SizeMiB: 16}}
	wants := manifest.Wants{CPUMilli: 10, MemoryMiB: 32}
	s := manifest.Service{
		Name: service, Image: t.image, Once: true, Command: []string{folder + "/fill", "nothing"}, Temps: tool, Wants: wants,
		Init: []manifest.Service{{Name: "tool", Image: p.cfg.Helper, Command: []string{"/fill", "install", folder + "/fill"}, Temps: tool, Wants: wants}},
	}
	b := build.New(realm, cluster.Workload{
		Order: 1, Revision: 1, Resources: resource.Resources{CPUMilli: 100, MemoryMiB: 128, DiskMiB: 128}, Manifest: manifest.Manifest{Services: []manifest.Service{s}},
	})
	b.Account, b.RuntimeClass, b.Cached = account, p.cfg.Class, p.cfg.Cached
	return b
}

// pull has one image pulled by one machine. It says why that did not work; an error is one of the cluster's.
func (p *Puller) pull(ctx context.Context, b build.Plan, t task) (why string, err error) {
	jobs := p.cfg.Client.Jobs(b.Namespace())
	o := build.Job(b, b.Manifest.Services[0])
	o.Spec.Template.Spec.NodeSelector = map[string]string{corev1.LabelHostname: t.host}
	if _, err := api.Apply(ctx, jobs, o); err != nil {
		return "", fmt.Errorf("a job: %w", err)
	}
	defer func() {
		if gone := p.remove(ctx, b); gone != nil {
			err = errors.Join(err, gone)
		}
	}()
	var bad time.Time // since when the image cannot be had
	over, err := probe.Until(ctx, perImage, p.cfg.Waits.Poll, func() (bool, error) {
		j, err := jobs.Get(ctx, service, metav1.GetOptions{})
		if err != nil {
			return false, fmt.Errorf("the job: %w", err)
		}
		if j.Status.Succeeded > 0 {
			return true, nil
		}
		for _, c := range j.Status.Conditions {
			if c.Type == batchv1.JobFailed && c.Status == corev1.ConditionTrue {
				why = "the helper's program does not run in it: " + c.Message
				return true, nil
			}
		}
		waits, err := p.waits(ctx, b.Namespace())
		switch {
		case err != nil:
			return false, err
		case waits == "":
			bad = time.Time{}
		case bad.IsZero():
			bad = p.cfg.Now()
		case p.cfg.Now().Sub(bad) >= giveUp:
			why = waits
			return true, nil
		}
		return false, nil
	})
	if err == nil && !over {
		why = "it took longer than " + perImage.String()
	}
	return why, err
}

// waits says why a pod's image cannot be had, as far as one of them says so.
func (p *Puller) waits(ctx context.Context, ns string) (string, error) {
	pods, err := p.cfg.Client.Pods(ns).List(ctx, metav1.ListOptions{})
	if err != nil {
		return "", fmt.Errorf("pods: %w", err)
	}
	for _, x := range pods.Items {
		for _, c := range slices.Concat(x.Status.InitContainerStatuses, x.Status.ContainerStatuses) {
			if w := c.State.Waiting; w != nil && (strings.HasPrefix(w.Reason, "ErrImage") || strings.HasPrefix(w.Reason, "ImagePull") || w.Reason == "InvalidImageName") {
				return w.Reason + " " + w.Message, nil
			}
		}
	}
	return "", nil
}

// remove takes the job away, with its pods, and waits for these: the next one has its name.
func (p *Puller) remove(ctx context.Context, b build.Plan) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*perCall)
	defer cancel()
	ns, now := b.Namespace(), metav1.DeletePropagationForeground
	if err := p.cfg.Client.Jobs(ns).Delete(ctx, service, metav1.DeleteOptions{PropagationPolicy: &now}); err != nil && !apierrors.IsNotFound(err) {
		return fmt.Errorf("the job stays: %w", err)
	}
	_, err := probe.Until(ctx, 2*perCall, p.cfg.Waits.Poll, func() (bool, error) {
		_, err := p.cfg.Client.Jobs(ns).Get(ctx, service, metav1.GetOptions{})
		if apierrors.IsNotFound(err) {
			return true, nil
		}
		return false, err
	})
	return err
}

// clear takes the namespace away.
func (p *Puller) clear(ctx context.Context) error {
	ns := p.plan(task{}, "").Namespace()
	if err := p.cfg.Client.Namespaces.Delete(ctx, ns, metav1.DeleteOptions{}); err != nil && !apierrors.IsNotFound(err) && !apierrors.IsForbidden(err) {
		return fmt.Errorf("namespace %s: %w", ns, err)
	}
	return nil
}
