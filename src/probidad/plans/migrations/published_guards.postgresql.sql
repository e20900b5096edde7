CREATE OR REPLACE FUNCTION published_followup_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.frozen IS DISTINCT FROM OLD.frozen OR NEW.published IS DISTINCT FROM OLD.published
     OR NEW.digest <> OLD.digest OR NEW.content <> OLD.content OR NEW.sha256 <> OLD.sha256 THEN
    RAISE EXCEPTION 'plans: a follow-up is not edited; a correction is a new one'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$
;;
CREATE OR REPLACE FUNCTION published_followup_remain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.public_since IS NOT NULL THEN
    RAISE EXCEPTION 'plans: a published follow-up is not removed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END $$
;;
CREATE OR REPLACE FUNCTION published_file_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'plans: a file is made once' USING ERRCODE = 'integrity_constraint_violation';
END $$
;;
CREATE TRIGGER published_followup_stays BEFORE UPDATE ON plans_followup FOR EACH ROW EXECUTE FUNCTION published_followup_stay()
;;
CREATE TRIGGER published_followup_remains BEFORE DELETE ON plans_followup FOR EACH ROW EXECUTE FUNCTION published_followup_remain()
;;
CREATE TRIGGER published_file_stays BEFORE UPDATE ON plans_pressedfile FOR EACH ROW EXECUTE FUNCTION published_file_stay()
