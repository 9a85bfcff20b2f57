package kube

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/shared/resource"
	"berth/shared/wire"
)

// three are services one of which has a disk, and one of which runs twice.
const three = `services:
  web:
    image: berth/hello
    ports: ["8080:8080"]
    environment: {GREETING: The one beside}
  notes:
    image: berth/notes
    ports: ["8080:8080"]
    volumes: ["notes:/data"]
  echo:
    image: berth/echo
    ports: ["8080:8080"]
    deploy: {replicas: 2}
volumes:
  notes: {}
`

// processes are an order's containers that run, by service, each by its pod and by how often it was started there. Pods that end do not count.
func (y *yard) processes(p *tenant) (map[string][]string, error) {
	list, err := y.kube.CoreV1().Pods(y.namespace(p.ID)).List(y.Context(), metav1.ListOptions{LabelSelector: y.selector()})
	if err != nil {
		return nil, err
	}
	all := map[string][]string{}
	for _, pod := range list.Items {
		if pod.DeletionTimestamp != nil {
			continue
		}
		for _, c := range pod.Status.ContainerStatuses {
			if c.State.Running != nil {
				service := pod.Labels["berth/service"]
				all[service] = append(all[service], fmt.Sprintf("%s %s %d", pod.UID, c.ContainerID, c.RestartCount))
			}
		}
	}
	for _, x := range all {
		slices.Sort(x)
	}
	return all, nil
}

// TestRestartOne restarts one service of three, each in turn: the processes of the other two stay the ones that they were, and who
// asks the one beside hears it all the while. A new start of the gateway starts nothing again.
func TestRestartOne(t *testing.T) {
	y := newYard(t, 1, time.Minute)
	p := y.settle(0, resource.Resources{CPUMilli: 500, MemoryMiB: 512, DiskMiB: 256, TrafficMiB: 1024})
	y.must(p.send(y.Context(), 1, "compose", three))
	var was map[string][]string
	stands := func() (err error) {
		if err := p.is(y.Context(), wire.PhaseReady); err != nil {
			return err
		}
		was, err = y.processes(p)
		if err == nil && (len(was["web"]) != 1 || len(was["notes"]) != 1 || len(was["echo"]) != 2) {
			err = fmt.Errorf("%v", was)
		}
		return err
	}
	y.within(90*time.Second, "all three are ready", stands)
	y.must(p.enter(y.Context()))
	for _, service := range []string{"notes", "echo", "web"} {
		before := was
		status, b, err := p.Do(y.Context(), "POST", p.API("services/"+service+"/restart"), nil)
		if err == nil && status/100 != 2 {
			err = fmt.Errorf("restart %s: %d %.300s", service, status, b)
		}
		y.must(err)
		asked := 0
		y.within(90*time.Second, service+" is another process", func() error {
			if service != "web" {
				asked++
				if err := p.shows(y.Context(), "The one beside")(); err != nil {
					t.Errorf("while %s is restarted, web: %v", service, err)
				}
			}
			if err := stands(); err != nil {
				return err
			}
			if slices.ContainsFunc(was[service], func(x string) bool { return slices.Contains(before[service], x) }) {
				return errors.New("it is the one that it was")
			}
			return nil
		})
		for other := range maps.Keys(before) {
			if other != service && !slices.Equal(was[other], before[other]) {
				t.Errorf("%s was restarted, and %s with it: it was %v and is %v", service, other, before[other], was[other])
			}
		}
		t.Logf("%s restarted; web was asked %d times meanwhile", service, asked)
	}
	if status, _, err := p.Do(y.Context(), "POST", p.API("services/nobody/restart"), nil); err != nil || status != http.StatusNotFound {
		t.Errorf("a service that is not there: %d %v", status, err)
	}
	before := was
	y.kill(syscall.SIGTERM)
	y.start()
	y.within(60*time.Second, "the gateway knows that all are ready", stands)
	if !maps.EqualFunc(was, before, slices.Equal) {
		t.Errorf("the gateway's start has started services: they were %v and are %v", before, was)
	}
	d, err := p.Deployment(y.Context())
	y.must(err)
	for i, s := range d.Steps[:len(d.Steps)-1] {
		if next := d.Steps[i+1]; s.Service == next.Service && s.Phase == next.Phase {
			t.Errorf("%s is %s twice: %+v", s.Service, s.Phase, strings.TrimSpace(fmt.Sprint(d.Steps)))
		}
	}
}
