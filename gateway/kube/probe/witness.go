package probe

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/gateway/kube/api"
	"berth/gateway/kube/build"
	"berth/shared/clip"
)

// Waits are the bounds of what is tried, beside its context's.
type Waits struct {
	Start  time.Duration // for a pod to run, its image's pull included
	Fence  time.Duration // for a policy to hold
	Rights time.Duration // for a right that was just given
	Poll   time.Duration // between one look and the next
}

// Patient are the bounds for a real cluster.
var Patient = Waits{Start: 75 * time.Second, Fence: 20 * time.Second, Rights: 5 * time.Second, Poll: 500 * time.Millisecond}

const (
	perCall   = 10 * time.Second
	lastLines = 5
)

// Until asks again and again, for so long at the most.
func Until(ctx context.Context, most, poll time.Duration, ask func() (bool, error)) (bool, error) {
	end := time.NewTimer(most)
	defer end.Stop()
	for {
		if ok, err := ask(); ok || err != nil {
			return ok, err
		}
		select {
		case <-ctx.Done():
			return false, ctx.Err()
		case <-end.C:
			return false, nil
		case <-time.After(poll):
		}
	}
}

// Witness looks at the pod of one service of a plan.
type Witness struct {
	Client  *api.Client
	Plan    build.Plan
	Service string

	Pod   *corev1.Pod // as it was seen last; nil: there is none
	Lines []string    // the last that it has said
	Why   string      // it does not run
}

// Last is the last line that the pod has said.
func (w *Witness) Last() string {
	if len(w.Lines) == 0 {
		return ""
	}
	return w.Lines[len(w.Lines)-1]
}

// Has reports whether a line is among the last.
func (w *Witness) Has(line string) bool { return slices.Contains(w.Lines, line) }

// Look sees how the pod stands, and what it said last.
func (w *Witness) Look(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, perCall)
	defer cancel()
	ns := w.Plan.Namespace()
	pods, err := w.Client.Pods(metav1.NamespaceAll).List(ctx, metav1.ListOptions{LabelSelector: build.LabelOrder + "=" + w.Plan.Order.String() + "," + build.LabelService + "=" + w.Service})
	if err != nil {
		return fmt.Errorf("its pods: %w", err)
	}
	w.Why, w.Pod = "", nil
	for _, pod := range pods.Items {
		if pod.Namespace != ns {
			continue
		}
		w.Pod = &pod
		if w.Why = waits(pod); w.Why != "" {
			return nil
		}
		return w.read(ctx, pod.Name)
	}
	d, err := w.Client.Deployments(ns).Get(ctx, w.Service, metav1.GetOptions{})
	if err != nil {
		return fmt.Errorf("its deployment: %w", err)
	}
	w.Why = "no pod was made for it"
	for _, s := range d.Status.Conditions {
		if s.Type == "ReplicaFailure" && s.Status == corev1.ConditionTrue {
			w.Why = s.Message
		}
	}
	return nil
}

// waits is why a pod does not run; empty: it does.
func waits(pod corev1.Pod) string {
	for _, s := range pod.Status.ContainerStatuses {
		if s.State.Running != nil {
			return ""
		}
		if x := s.State.Waiting; x != nil && x.Reason != "" {
			return strings.TrimSpace(x.Reason + " " + x.Message)
		}
	}
	for _, s := range pod.Status.Conditions {
		if s.Status == corev1.ConditionFalse && s.Message != "" {
			return s.Message
		}
	}
	return "the pod is " + strings.ToLower(string(pod.Status.Phase))
}

func (w *Witness) read(ctx context.Context, pod string) error {
	lines := int64(lastLines)
	log, err := w.Client.Log(ctx, w.Plan.Namespace(), pod, &corev1.PodLogOptions{TailLines: &lines})
	if err != nil {
		return fmt.Errorf("its log: %w", err)
	}
	defer log.Close()
	w.Lines = nil
	for s := bufio.NewScanner(io.LimitReader(log, 4096)); s.Scan(); {
		w.Lines = append(w.Lines, s.Text())
	}
	return nil
}

// complaint is the last warning about the pod, which says more than its status; empty: there is none.
func (w *Witness) complaint(ctx context.Context) string {
	if w.Pod == nil {
		return ""
	}
	ctx, cancel := context.WithTimeout(ctx, perCall)
	defer cancel()
	events, err := w.Client.Events(w.Plan.Namespace()).List(ctx, metav1.ListOptions{})
	if err != nil {
		return ""
	}
	last := ""
	for _, e := range events.Items {
		if e.Type == corev1.EventTypeWarning && e.InvolvedObject.Name == w.Pod.Name {
			last = e.Message
		}
	}
	return clip.Dots(last, 400)
}
