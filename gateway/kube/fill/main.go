// Command fill puts what an image has in a folder into a volume that is empty, as Docker does with a volume's first use. It
// is a program of its own, small and static, since it runs inside the images of others, which may have neither a shell nor
// cp:
//
//	fill install /somewhere/fill     copies the program itself there
//	fill copy /var/lib/app /volume   fills the volume, unless there is something in it
//	fill nothing                     ends at once: an image that was pulled ahead has run
//
// A volume that is being filled has a file that says so, and one that was not filled to its end is filled again.
package main

import (
	"fmt"
	"log"
	"os"
)

func main() {
	log.SetFlags(0)
	if err := run(os.Args[1:]); err != nil {
		log.Fatal(err)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 1 && args[0] == "nothing":
		return nil
	case len(args) == 2 && args[0] == "install":
		return install(args[1])
	case len(args) == 3 && args[0] == "copy":
		c := copier{}
		done, err := c.fill(args[1], args[2])
		if err != nil {
			return err
		}
		if done {
			log.Printf("the volume has what the image has at %s: %d files and folders", args[1], c.count)
		}
		if c.skipped > 0 {
			log.Printf("%d that cannot be read, or are neither files nor folders nor links, are left out", c.skipped)
		}
		return nil
	}
	return fmt.Errorf("fill install PATH, fill copy FROM TO, or fill nothing; not %q", args)
}

// install copies this program, so that another image's container can run it.
func install(to string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	return copyFile(self, to, 0o755)
}
