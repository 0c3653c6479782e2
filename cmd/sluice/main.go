// Command sluice finds personal data and credentials in training datasets and
// writes the datasets back without them.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, func() {
		// A second signal ends the program at once; and where a write hangs
		// the promise to stop within a second is kept by force. Outputs have
		// no final name before they are whole.
		stop()
		time.Sleep(900 * time.Millisecond)
		fmt.Fprintln(os.Stderr, "sluice: error: interrupted")
		os.Exit(exitFailed)
	})
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// Exit codes.
const (
	exitDone     = 0
	exitFindings = 1
	exitFailed   = 2
)

// run is the program without its process.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &app{stdin: stdin, stdout: stdout, stderr: stderr}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return a.exit
	}
	return a.fail(err)
}
