-- Connections are compared where they hold no password; options change in place.

-- old
create subscription gone connection 'host=nowhere.invalid dbname=a' publication p with (connect = false, slot_name = none, streaming = off);
create subscription moves connection 'host=nowhere.invalid dbname=a' publication p with (connect = false, slot_name = none, streaming = off);

-- new
create subscription moves connection 'host=elsewhere.invalid dbname=''its''' publication p, q with (connect = false, slot_name = none, streaming = off, binary = true, disable_on_error = true);
create subscription comes connection 'postgresql://app@nowhere.invalid/a' publication p with (connect = false, slot_name = none, streaming = off);
comment on subscription comes is 'Soon';
