#!/bin/sh
# The X session of a kiosk: Clerk alone, no window manager, no desktop, no terminal; begun anew whenever it ends.
# Install it as /usr/local/bin/clerk-kiosk; CLERK names the program (default: clerk in the PATH).
# CLERK_HALL=display makes it the session of a call display.
set -u
clerk=${CLERK:-clerk}
screen=${CLERK_HALL:-kiosk}

# The keys that the X server itself would act on (another console, Ctrl+Alt+Backspace) are no keys here.
setxkbmap -option '' -option srvrkeys:none 2>/dev/null || exit 1
xmodmap -e 'clear mod4' 2>/dev/null
# The screen stays on; the pointer is hidden where nobody has a mouse.
xset s off -dpms 2>/dev/null
if command -v unclutter >/dev/null 2>&1; then unclutter -idle 1 & fi

while :; do
    "$clerk" "$screen"
    sleep 2
done
