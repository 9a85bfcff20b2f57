package formats_test

import (
	"fmt"

	"berth/gateway/manifest/formats"
	"berth/shared/resource"
)

// A Compose file becomes what a runtime is to run, and what was bought is dealt out to it.
func ExampleParse() {
	m, err := formats.Parse("compose", `
services:
  web:
    image: ghcr.io/example/web:1.2
    ports: ["8080:3000"]
    environment:
      DATABASE: db
    cpus: 0.5
  db:
    image: postgres:16
    volumes: ["data:/var/lib/postgresql/data"]
volumes:
  data: {}
`)
	if err != nil {
		fmt.Println(err)
		return
	}
	shares, _ := m.Share(resource.Resources{CPUMilli: 2000, MemoryMiB: 2048, DiskMiB: 10240})
	for i, s := range m.Services {
		fmt.Printf("%s runs %s with %d thousandths of a core, %d MiB; port %d\n", s.Name, s.Image, shares.Services[i].CPUMilli, shares.Services[i].MemoryMiB, s.Port)
	}
	for i, v := range m.Volumes {
		fmt.Printf("volume %s: %d MiB\n", v.Name, shares.Volumes[i])
	}
	// Output:
	// web runs ghcr.io/example/web:1.2 with 500 thousandths of a core, 1024 MiB; port 3000
	// db runs postgres:16 with 1500 thousandths of a core, 1024 MiB; port 0
	// volume data: 7680 MiB
}
